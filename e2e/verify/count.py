"""Adds up the reports of all modules' tests: N passed, N failed, N skipped.

Arguments: how many parts broke apart from their tests (each counts as one failure if no test of it failed
already), and how many parts could not run on this machine (each counts as one skipped).
"""
import glob
import sys
import xml.etree.ElementTree as ElementTree

broken, left_out = int(sys.argv[1]), int(sys.argv[2])
passed = failed = skipped = 0
for kind in ("surefire", "failsafe"):
    for report in glob.glob(f"**/target/{kind}-reports/TEST-*.xml", recursive=True):
        suite = ElementTree.parse(report).getroot()
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        unused = int(suite.get("skipped", 0))
        failed += bad
        skipped += unused
        passed += int(suite.get("tests", 0)) - bad - unused
if broken and not failed:
    failed = broken
    print("verify: something failed before or beside the tests; see the errors above")
print(f"{passed} passed, {failed} failed, {skipped + left_out} skipped")
sys.exit(1 if failed or not passed else 0)
