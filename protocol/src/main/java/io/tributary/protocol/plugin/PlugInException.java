package io.tributary.protocol.plugin;

/** What is on the class path as a plug-in cannot be used: it cannot be made, or says of itself what must not be, or two have one name. */
public final class PlugInException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says which class, what is wrong with it, and what would be right. */
    public PlugInException(String message) {
        super(message);
    }

    /** The same with what it was told. */
    public PlugInException(String message, Throwable cause) {
        super(message, cause);
    }
}
