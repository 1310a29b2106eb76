/** Tests of what the go command says. */
@NullMarked
package dev.serin.delivery.build.go;

import org.jspecify.annotations.NullMarked;
