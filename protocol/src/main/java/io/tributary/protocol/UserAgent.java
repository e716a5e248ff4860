package io.tributary.protocol;

import java.util.Objects;

/** What clients say of themselves in the field User-Agent (RFC 9110, section 10.1.5): the version of Tributary, and of Java. */
public final class UserAgent {
    /** {@code tributary/VERSION (Java N)}; the version is {@code dev} where it runs from classes that are in no jar of ours. */
    public static final String VALUE = "tributary/"
            + Objects.requireNonNullElse(UserAgent.class.getPackage().getImplementationVersion(), "dev") + " (Java "
            + Runtime.version().feature() + ")";

    private UserAgent() {}
}
