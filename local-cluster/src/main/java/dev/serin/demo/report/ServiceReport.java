package dev.serin.demo.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What came of one affected service.
 *
 * @param service its name
 * @param outcome how it ended
 * @param image the image that was built, by digest; null when none was
 * @param detail why it was not promoted, for people; null when it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceReport(
    String service, ServiceOutcome outcome, @Nullable String image, @Nullable String detail) {}
