package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.WireWord;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A network of the plan owner's own: what a plan says of it beside the layout of its tensors, which every plan has. A plan without one
 * names a built-in network. No kind carries code; one names a file of it by its hash.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = NetworkSpec.Layers.class, name = "layers"),
    @JsonSubTypes.Type(value = NetworkSpec.Layout.class, name = "layout"),
    @JsonSubTypes.Type(value = NetworkSpec.Block.class, name = "block"),
    @JsonSubTypes.Type(value = NetworkSpec.TorchScript.class, name = "torchscript")})
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
     * A DJL block in Java, which devices and whoever measures have on their class path. Its parameters are the plan's layout, and the values
     * that it begins with are {@link ModelSpec#start()}.
     *
     * @param name of its class, 1..256 characters
     */
    record Block(String name) implements NetworkSpec {
        /** What names of classes look like. */
        public static final Pattern NAME =
                Pattern.compile("(?=.{1,256}$)[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
        private static final int LONGEST = 256;

        /**
         * Checks its argument.
         *
         * @throws IllegalArgumentException if no class can have this name
         */
        public Block {
            Fields.line("name", name, 1, LONGEST);
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "name must be that of a class, such as com.example.MyBlock, not '" + Fields.excerpt(name)
                                + "'");
            }
        }

        @Override
        public int leastClasses() {
            return 2;
        }
    }

    /**
     * A TorchScript file, which devices fetch from the coordinator and compare with the hash that the plan's owner signed. Its tensors are
     * the plan's layout, and their values in it are {@link ModelSpec#start()}, unless that names others.
     *
     * @param sha256 of the file, in hex
     * @param length of the file, 1..{@link #MOST_BYTES} bytes
     */
    record TorchScript(String sha256, int length) implements NetworkSpec {
        /** Most bytes of a file. */
        public static final int MOST_BYTES = 1 << 26;
        /** Bytes in which it is put and fetched at a time; the last part may be shorter. */
        public static final int PART_BYTES = 1 << 18;

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if the hash is none, or the length is out of range
         */
        public TorchScript {
            Sha256.requireHex("sha256", sha256);
            Fields.within("length", length, 1, MOST_BYTES);
        }

        /** Number of parts. */
        public int parts() {
            return (length + PART_BYTES - 1) / PART_BYTES;
        }

        /** Bytes of a part. */
        public int partLength(int part) {
            return Math.min(PART_BYTES, length - part * PART_BYTES);
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
