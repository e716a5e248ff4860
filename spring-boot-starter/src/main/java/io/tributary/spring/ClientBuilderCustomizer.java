package io.tributary.spring;

import io.tributary.client.ClientBuilder;

/** A bean that sets what has no property, such as eligibility and limits. Called after the properties and beans were set, in order. */
@FunctionalInterface
public interface ClientBuilderCustomizer {
    /**
     * Sets more, or otherwise.
     *
     * @param builder has what properties and beans say; its listener is the starter's, and a bean {@code ClientListener} is told as well
     */
    void customize(ClientBuilder builder);
}
