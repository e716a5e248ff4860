package io.tributary.coordinator.admission;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address, or all that begin with the same bits.
 *
 * @param first any address of it
 * @param bits how many of its bits they have in common
 */
record AddressRange(InetAddress first, int bits) {
    /** Reads one, as {@code ADDRESS} or {@code ADDRESS/BITS}. @throws IllegalArgumentException if it is neither */
    static AddressRange of(String text) {
        String[] parts = text.split("/", -1);
        InetAddress first = literal(parts[0]).orElseThrow(() -> wrong(text));
        int most = first.getAddress().length * Byte.SIZE;
        if (parts.length == 1) {
            return new AddressRange(first, most);
        }
        if (parts.length > 2 || !parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > most) {
            throw wrong(text);
        }
        return new AddressRange(first, Integer.parseInt(parts[1]));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no address such as 192.0.2.7 and no range such as 10.0.0.0/8");
    }

    /** An address that is written as one, perhaps with a port; no name is ever looked up. */
    static Optional<InetAddress> literal(String text) {
        String bare = text.startsWith("[") && text.indexOf(']') > 0 ? text.substring(1, text.indexOf(']'))
                : text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0
                        ? text.substring(0, text.indexOf(':'))
                        : text;
        try {
            return bare.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] one = first.getAddress();
        byte[] other = address.getAddress();
        if (one.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((one[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
