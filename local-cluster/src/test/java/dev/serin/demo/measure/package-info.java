/** Tests of what the demo counts. */
@NullMarked
package dev.serin.demo.measure;

import org.jspecify.annotations.NullMarked;
