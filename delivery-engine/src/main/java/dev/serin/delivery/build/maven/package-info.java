/** Maven modules: reactor builds with private repositories over shared read-only ones. */
@NullMarked
package dev.serin.delivery.build.maven;

import org.jspecify.annotations.NullMarked;
