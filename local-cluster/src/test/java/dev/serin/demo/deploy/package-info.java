/** Tests of the package of the same name. */
@NullMarked
package dev.serin.demo.deploy;

import org.jspecify.annotations.NullMarked;
