package dev.serin.cluster.gateway;

import dev.serin.cluster.GatewayObserver;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What requests at the gateway share.
 *
 * @param table the rules of this moment
 * @param choices the choices among backends
 * @param traffic what is under way to pods
 * @param http the connections to pods
 * @param observer is told of finished requests
 * @param timeout until the first byte of an answer, unless the route says otherwise
 * @param maxUnderWay more requests than this at once are refused
 * @param clock the time in reports
 */
record ExchangeContext(
    Vertx vertx,
    Supplier<RoutingTable> table,
    Choices choices,
    Traffic traffic,
    HttpClient http,
    GatewayObserver observer,
    Duration timeout,
    int maxUnderWay,
    InstantSource clock) {}
