package com.example;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * A network with a branch, which a stack of layers cannot say: one convolution beside a way around it. It takes images and gives the logits of ten
 * classes. Tributary needs the public constructor without parameters.
 */
public final class SmallNet extends SequentialBlock {
    public SmallNet() {
        add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(8).optPadding(new Shape(1, 1)).build());
        add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
        add(new ParallelBlock(branches -> new NDList(branches.get(0).head().add(branches.get(1).head())),
                List.of(around(), Blocks.identityBlock())));
        add(Activation::relu);
        add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
        add(Blocks.batchFlattenBlock());
        add(Linear.builder().setUnits(10).build());
    }

    private static SequentialBlock around() {
        return new SequentialBlock().add(BatchNorm.builder().build()).add(Activation::relu)
                .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(8).optPadding(new Shape(1, 1)).build());
    }
}
