import os # noqa
X=os.system # noqa # nosec # pylint: disable=all # nosemgrep # type: ignore