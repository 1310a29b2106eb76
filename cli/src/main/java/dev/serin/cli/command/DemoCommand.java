package dev.serin.cli.command;

import picocli.CommandLine.Command;

/** {@code serin demo}: only says where the demo is. */
@Command(
    name = "demo",
    header = "From a push to a canary and back, on this machine.",
    description = "It is part of a checkout of Serin, not of this jar: run ./serin demo there.",
    footer = "  ./serin demo                      in a checkout of Serin")
final class DemoCommand extends CheckoutCommand {}
