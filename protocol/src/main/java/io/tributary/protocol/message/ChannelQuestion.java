package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Versioned;

/**
 * What a device says on a channel.
 *
 * @param number chosen by the device, 1..2^31-1, by which the answer finds its question
 * @param message what it says
 */
public record ChannelQuestion(int number, DeviceMessage message) implements WireMessage, Envelope {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the number is out of range
     */
    public ChannelQuestion {
        Fields.within("number", number, 1, Integer.MAX_VALUE);
    }

    /** The number alone, for the refusal of a question that cannot be read as a whole. */
    record Numbered(int number) implements Versioned {
        Numbered {
            Fields.within("number", number, 1, Integer.MAX_VALUE);
        }

        @Override
        public int v() {
            return VERSION;
        }
    }

    /**
     * The number of a question, whatever else it says.
     *
     * @throws RejectedException TOO_LARGE, MALFORMED, UNSUPPORTED_VERSION or INVALID_FIELD if it has none that can be read
     */
    public static int numberOf(byte[] json) throws RejectedException {
        return WireJson.readMessage(json, Numbered.class).number();
    }
}
