package dev.serin.cli.command;

import picocli.CommandLine.Command;

/** {@code serin simulate}: only says where the simulator is. */
@Command(
    name = "simulate",
    header = "The rollout engine against thousands of simulated clusters.",
    description = "It is part of a checkout of Serin, not of this jar: run ./serin simulate there.",
    footer = "  ./serin simulate --seed 1349      in a checkout of Serin")
final class SimulateCommand extends CheckoutCommand {}
