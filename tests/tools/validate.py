"""Holds outputs of `stockade` to their schemas. Prints one line for each trouble; exit code 1 then.

    validate.py SCHEMA.json OUTPUT.json     a JSON schema
    validate.py --sarif OUTPUT.json         what SARIF 2.1.0 and GitHub's code scanning ask for
    validate.py --junit OUTPUT.xml          well-formed, and the counts are right
    validate.py --gitlab OUTPUT.json        what GitLab's Code Quality asks for
    validate.py --meta SCHEMA.json          the schema itself is one
"""

import json
import sys
import xml.etree.ElementTree as ElementTree

import jsonschema


def validate_schema(schema_path, path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    if path is None:
        return
    with open(path, encoding="utf-8") as file:
        value = json.load(file)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(value):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 1024}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
POSITIVE = {"type": "integer", "minimum": 1}
NOT_NEGATIVE = {"type": "integer", "minimum": 0}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9%:/._~-]+$"}},
                },
                "region": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["startLine", "startColumn", "endLine", "endColumn"],
                    "properties": {
                        "startLine": POSITIVE, "startColumn": POSITIVE, "endLine": POSITIVE,
                        "endColumn": POSITIVE, "byteOffset": NOT_NEGATIVE, "byteLength": NOT_NEGATIVE,
                    },
                },
            },
        }
    },
}
SARIF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["$schema", "version", "runs"],
    "properties": {
        "$schema": {"type": "string", "pattern": r"sarif-schema-2\.1\.0\.json$"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool", "results", "columnKind", "invocations"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "semanticVersion", "rules"],
                                "properties": {
                                    "semanticVersion": {"pattern": r"^\d+\.\d+\.\d+$"},
                                    "rules": {
                                        "type": "array",
                                        "items": {
                                            "type": "object",
                                            "required": ["id", "shortDescription", "fullDescription", "help"],
                                            "properties": {
                                                "id": {"type": "string", "minLength": 1},
                                                "name": {"type": "string", "maxLength": 255},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": TEXT,
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["executionSuccessful"],
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["message", "level"],
                                        "properties": {"message": TEXT, "level": LEVEL,
                                                       "locations": {"type": "array", "items": LOCATION}},
                                    },
                                },
                            },
                        },
                    },
                    "columnKind": {"const": "unicodeCodePoints"},
                    "properties": {"type": "object"},
                    "results": {
                        "type": "array",
                        "maxItems": 25000,
                        "items": {
                            "type": "object",
                            "required": ["ruleId", "level", "message", "locations", "partialFingerprints"],
                            "properties": {
                                "level": LEVEL,
                                "message": {"type": "object", "required": ["text"]},
                                "locations": {"type": "array", "minItems": 1, "items": LOCATION},
                                "partialFingerprints": {"required": ["primaryLocationLineHash"]},
                            },
                        },
                    },
                },
            },
        },
    },
}


def validate_sarif(path):
    with open(path, encoding="utf-8") as file:
        log = json.load(file)
    for error in jsonschema.Draft202012Validator(SARIF).iter_errors(log):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        ids = [rule["id"] for rule in rules]
        if len(set(ids)) != len(ids):
            yield "a rule is listed twice"
        for result in run["results"]:
            if result["ruleId"] not in ids:
                yield f"{result['ruleId']} is no rule of the driver"


def validate_junit(path):
    root = ElementTree.parse(path).getroot()
    if root.tag != "testsuites":
        yield "the root is not <testsuites>"
    for suite in root:
        if suite.tag != "testsuite" or not suite.get("name"):
            yield f"<{suite.tag}> {suite.attrib} in the root"
            continue
        cases, failures = suite.findall("./testcase"), suite.findall("./testcase/failure")
        if (len(cases), len(failures)) != (int(suite.get("tests")), int(suite.get("failures"))):
            yield f"counts {suite.attrib} against {len(cases)} cases and {len(failures)} failures"
        for case in cases:
            if not case.get("name") or not case.get("classname") or len(case) > 1:
                yield f"<testcase> {case.attrib} with {[child.tag for child in case]}"
        for failure in failures:
            if not failure.get("message") or not failure.get("type") or not failure.text:
                yield f"<failure> {failure.attrib}"


# What GitLab documents for its Code Quality report.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": POSITIVE, "end": POSITIVE},
                    },
                },
            },
        },
    },
}


def validate_gitlab(path):
    with open(path, encoding="utf-8") as file:
        issues = json.load(file)
    for error in jsonschema.Draft202012Validator(GITLAB).iter_errors(issues):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
    if len({issue["fingerprint"] for issue in issues}) != len(issues):
        yield "a fingerprint stands twice"


def main(arguments):
    if arguments[0] == "--sarif":
        troubles = validate_sarif(arguments[1])
    elif arguments[0] == "--junit":
        troubles = validate_junit(arguments[1])
    elif arguments[0] == "--gitlab":
        troubles = validate_gitlab(arguments[1])
    elif arguments[0] == "--meta":
        troubles = validate_schema(arguments[1], None)
    else:
        troubles = validate_schema(arguments[0], arguments[1])
    found = list(troubles)
    for trouble in found:
        print(trouble)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
