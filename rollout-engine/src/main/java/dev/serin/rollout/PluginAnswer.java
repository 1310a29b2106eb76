package dev.serin.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an extension has answered to a call ({@link Action.CallPlugin}).
 *
 * @param index index of the step
 * @param operation Run, Terminate or Abort
 * @param execution number of the call, from 1 on
 * @param at when it answered
 * @param phase Running, Successful, Failed or Error; also Error when it could not be reached
 * @param message why
 * @param requeueAfter time until the next call; empty leaves it to the controller
 * @param status what it wants to be told next time; empty leaves what it wanted before
 */
public record PluginAnswer(
    int index,
    String operation,
    int execution,
    Instant at,
    String phase,
    String message,
    Optional<Duration> requeueAfter,
    Optional<JsonNode> status) {}
