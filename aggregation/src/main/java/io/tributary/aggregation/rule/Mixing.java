package io.tributary.aggregation.rule;

/**
 * The first half of a rule: from the n x d matrix X of updates to the rows Y = M X that are reduced. A mixing that needs the
 * updates' Gram matrix costs a pass over them before.
 */
public sealed interface Mixing {
    /** Y = X: the reducer sees the updates themselves, and no pass is needed. */
    record Identity() implements Mixing {}
}
