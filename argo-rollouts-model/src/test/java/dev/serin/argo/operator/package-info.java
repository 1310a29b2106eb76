@NullMarked
package dev.serin.argo.operator;

import org.jspecify.annotations.NullMarked;
