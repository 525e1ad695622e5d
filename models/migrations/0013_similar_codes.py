"""Which codes are easily taken for one another: they differ in case, leading zeros or letters that look the same only.

A function, so that the index and each question mean the same.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

from models.online_index import CreateIndexConcurrently

_CYRILLIC = (
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0406\u0408\u0405\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
)
_GREEK = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
_LATIN = "ABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo"
"""What each of them looks like."""

_UP = f"""
-- Zeros go where a number begins with them.
CREATE OR REPLACE FUNCTION similar_code(code text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
    regexp_replace(
        lower(translate(code, '{_CYRILLIC}{_GREEK}', '{_LATIN}')), '(^|[^0-9])0+(?=[0-9])', '\\1', 'g');
"""


class Migration(migrations.Migration):
    """A function, and an index on students: other tables have few rows, and one term has few groups."""

    atomic = False

    dependencies = [("models", "0012_limits")]

    operations = [
        ops.RunSQL(_UP),
        CreateIndexConcurrently("students_by_similar_code", "ON students (similar_code(code))"),
    ]
