package io.tributary.cli.operator;

import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fetches every page of a list, one after the other. */
final class Pages {
    private Pages() {}

    /** Fetches the page that begins after something; empty for the first. */
    interface Fetch<P> {
        P after(String previous) throws IOException, InterruptedException, RejectedException;
    }

    /**
     * All pages.
     *
     * @param next what the next page begins after; null on the last
     */
    static <P> List<P> all(Fetch<P> fetch, Function<P, @Nullable String> next)
            throws IOException, InterruptedException, RejectedException {
        List<P> pages = new ArrayList<>();
        @Nullable String after = "";
        while (after != null) {
            P page = fetch.after(after);
            pages.add(page);
            after = next.apply(page);
        }
        return pages;
    }
}
