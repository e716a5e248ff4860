package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.Fields;
import io.tributary.protocol.WireWord;
import java.util.List;

/**
 * A network of the plan owner's own: what a plan says of it beside the layout of its tensors, which every plan has. A plan without one
 * names a built-in network. No kind carries code.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = NetworkSpec.Layers.class, name = "layers"),
    @JsonSubTypes.Type(value = NetworkSpec.Layout.class, name = "layout")})
public sealed interface NetworkSpec {
    /** Its name on the wire, in configs and messages. */
    default String kind() {
        return Kinds.of(NetworkSpec.class, this);
    }

    /** Fewest outputs that such a network may have. */
    int leastClasses();

    /**
     * A stack of layers, which the engines of Tributary build.
     *
     * @param layers from input to logits, 1..256 of them as a config writes them, such as {@code conv(32, 3)}, each of 1..64 characters
     */
    record Layers(List<String> layers) implements NetworkSpec {
        /** Most layers of a stack. */
        public static final int MOST = 256;
        private static final int LONGEST = 64;

        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if there are too few or too many, or one is no line of text; whether they fit together is for
         *         whoever builds them
         */
        public Layers {
            layers = Fields.list("layers", layers, 1, MOST);
            layers.forEach(layer -> Fields.line("layers", layer, 1, LONGEST));
        }

        @Override
        public int leastClasses() {
            return 2;
        }
    }

    /**
     * Nothing but the plan's layout: what the tensors mean is known to a trainer of the device's own, in whatever framework.
     *
     * @param start what a run begins with, unless {@link ModelSpec#start()} names other values
     */
    record Layout(Start start) implements NetworkSpec {
        /** What the tensors of a run hold before its first round. */
        public enum Start implements WireWord {
            /** 0 everywhere. */
            ZEROS,
            /**
             * Tensors of two dimensions or more are drawn from the plan's seed, evenly within 1/sqrt(n), where n is the product of all
             * dimensions but the first; the others, buffers and control variates hold 0.
             */
            DRAWN
        }

        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if it is missing
         */
        public Layout {
            Fields.given("start", start);
        }

        @Override
        public int leastClasses() {
            return 1;
        }
    }
}
