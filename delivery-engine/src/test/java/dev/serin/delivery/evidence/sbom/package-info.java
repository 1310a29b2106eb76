/** Tests of {@code dev.serin.delivery.evidence.sbom}. */
@NullMarked
package dev.serin.delivery.evidence.sbom;

import org.jspecify.annotations.NullMarked;
