/** Node packages: npm and the package's own test script. */
@NullMarked
package dev.serin.delivery.build.node;

import org.jspecify.annotations.NullMarked;
