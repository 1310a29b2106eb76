/** What evidence says: in-toto statements about an image, and their predicates. */
@NullMarked
package dev.serin.delivery.evidence.statement;

import org.jspecify.annotations.NullMarked;
