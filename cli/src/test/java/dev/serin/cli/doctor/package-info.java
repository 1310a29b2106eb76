/** Tests of the doctor. */
@NullMarked
package dev.serin.cli.doctor;

import org.jspecify.annotations.NullMarked;
