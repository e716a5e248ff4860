package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** What a batch passes through. Every intermediate result belongs to the manager of the input. */
@FunctionalInterface
interface Pass {
    /**
     * Logits, [batch, classes].
     *
     * @param tensors in the order of the network
     * @param input a batch, images in NCHW order
     */
    NDArray logits(List<NDArray> tensors, NDArray input);
}
