/** Tests of the git side of the demo. */
@NullMarked
package dev.serin.demo.push;

import org.jspecify.annotations.NullMarked;
