package io.tributary.protocol.message;

/** A message that may carry another one in its field {@code message}, whose version is checked as well. */
interface Envelope {
    /** Name of that field. */
    String CARRIED = "message";
}
