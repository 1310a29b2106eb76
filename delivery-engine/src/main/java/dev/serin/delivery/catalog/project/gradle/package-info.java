/** Gradle builds as the catalogue sees them: read, never run. */
@NullMarked
package dev.serin.delivery.catalog.project.gradle;

import org.jspecify.annotations.NullMarked;
