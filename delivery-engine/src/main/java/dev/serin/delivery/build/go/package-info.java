/** Go modules: the go command, its tests, one static program. */
@NullMarked
package dev.serin.delivery.build.go;

import org.jspecify.annotations.NullMarked;
