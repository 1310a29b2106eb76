/** Tests of the package of the same name. */
@NullMarked
package dev.serin.delivery.build.maven;

import org.jspecify.annotations.NullMarked;
