package io.tributary.loadtest.docs;

import java.util.stream.Stream;

/** One kind of falsehood. */
@FunctionalInterface
interface PageCheck {
    /** What a page says that is not so, each in a few words. */
    Stream<String> falsehoods(Page page);
}
