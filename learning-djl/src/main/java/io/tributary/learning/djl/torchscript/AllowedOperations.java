package io.tributary.learning.djl.torchscript;

import java.util.Set;

/**
 * Operations that a network may have: arithmetic, shapes, convolutions, norms, activations, pooling, dropout. None of them reads or writes a
 * file, prints, starts a thread, sees memory that nobody wrote, or leaves its tensors.
 */
final class AllowedOperations {
    /** Those that draw from the engine's generator. */
    private static final Set<String> DRAWING = Set.of("dropout", "dropout_", "feature_dropout", "feature_dropout_",
            "alpha_dropout", "alpha_dropout_", "feature_alpha_dropout", "feature_alpha_dropout_", "rand_like",
            "randn_like", "bernoulli", "scaled_dot_product_attention", "rrelu");

    private static final Set<String> OTHERS =
            Set.of("""
                    __and__ __contains__ __derive_index __getitem__ __is__ __isnot__ __not__ __or__ __range_length __round_to_zero_floordiv
                    __xor__ _unwrap_optional abs abs_ acos add add_ addcdiv addcmul addmm all amax amin any append arange argmax argmin asin atan
                    atan2 baddbmm bilinear bitwise_and bitwise_not bitwise_or bmm broadcast_tensors broadcast_to cat cdist ceil chunk clamp clamp_
                    clamp_max clamp_min clone concat concatenate contiguous copy_ cos cosh count_nonzero cross cummax cummin cumprod cumsum deg2rad
                    detach diag diag_embed diagonal diff dim div div_ divide dot dsplit einsum eq equal erf erfc exp exp_ expand expand_as expm1
                    fill_ flatten flip floor floor_ floordiv fmod format frac full full_like gather ge glu greater greater_equal gt hsplit index
                    index_add index_select inner is_autocast_enabled is_floating_point is_grad_enabled isfinite isinf isnan item keys kron kthvalue
                    le len lerp lerp_ less less_equal list log log10 log1p log2 logaddexp logcumsumexp logical_and logical_not logical_or
                    logical_xor logsumexp lt masked_fill masked_fill_ masked_select matmul max maximum mean median meshgrid min minimum mm movedim
                    mul mul_ multiply mv nan_to_num narrow ne neg neg_ negative norm not_equal numel numpy_T one_hot ones ones_like outer
                    percentFormat permute pow pow_ prod rad2deg reciprocal remainder repeat repeat_interleave reshape reshape_as roll round rsqrt
                    rsub scatter scatter_add select select_scatter sgn sigmoid sigmoid_ sign sin sinh size slice sort split split_with_sizes sqrt
                    sqrt_ square squeeze squeeze_ stack std std_mean sub sub_ subtract sum swapaxes swapdims t take take_along_dim tan tensor
                    tensor_split tile to topk trace transpose tril triu true_divide trunc type_as unbind unflatten unfold unsqueeze unsqueeze_ var
                    var_mean vdot view view_as vsplit where xlogy zero_ zeros zeros_like

                    conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d _convolution linear embedding embedding_bag
                    lstm_cell gru_cell rnn_tanh_cell rnn_relu_cell col2im im2col
                    batch_norm instance_norm layer_norm group_norm rms_norm normalize cosine_similarity pairwise_distance
                    relu relu_ relu6 relu6_ leaky_relu leaky_relu_ prelu elu elu_ celu celu_ selu selu_ gelu gelu_ silu silu_ mish mish_ hardswish
                    hardswish_ hardsigmoid hardsigmoid_ hardtanh hardtanh_ hardshrink log_sigmoid log_softmax softmax softplus softshrink tanh tanh_
                    threshold threshold_
                    max_pool1d max_pool2d max_pool3d max_pool1d_with_indices max_pool2d_with_indices max_pool3d_with_indices avg_pool1d avg_pool2d
                    avg_pool3d adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool2d
                    adaptive_max_pool3d
                    pad constant_pad_nd reflection_pad1d reflection_pad2d replication_pad1d replication_pad2d circular_pad pixel_shuffle
                    pixel_unshuffle channel_shuffle upsample_nearest1d upsample_nearest2d upsample_nearest3d upsample_linear1d upsample_bilinear2d
                    upsample_bicubic2d upsample_trilinear3d _upsample_bicubic2d_aa _upsample_bilinear2d_aa _upsample_lanczos2d_aa
                    _upsample_nearest_exact1d _upsample_nearest_exact2d _upsample_nearest_exact3d grid_sampler affine_grid_generator
                    _native_multi_head_attention _nested_tensor_from_mask _nested_tensor_from_mask_left_aligned _transformer_encoder_layer_fwd
                    to_padded_tensor
                    """
                    .strip().split("\\s+"));

    private static final Set<String> PRIMITIVES =
            Set.of("RaiseException", "NumToTensor", "device", "dtype", "is_nested", "requires_grad", "type", "max",
                    "min",
                    "layout", "shape");

    /** Of the builtin names that need no prefix. */
    private static final Set<String> BUILTINS =
            Set.of("annotate", "bool", "float", "getattr", "int", "range", "unchecked_cast", "uninitialized");

    /** A warning goes to the process's standard error: it is left out, see {@link CodeCheck}. */
    static final String WARNING = "warn";

    private AllowedOperations() {}

    static boolean isAllowed(String operation) {
        return OTHERS.contains(operation) || DRAWING.contains(operation) || operation.equals(WARNING);
    }

    static boolean draws(String operation) {
        return DRAWING.contains(operation);
    }

    static boolean isPrimitive(String operation) {
        return PRIMITIVES.contains(operation);
    }

    static boolean isBuiltin(String name) {
        return BUILTINS.contains(name);
    }
}
