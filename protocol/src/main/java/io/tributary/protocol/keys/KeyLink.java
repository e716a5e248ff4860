package io.tributary.protocol.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.plan.SignedDocument;
import org.jspecify.annotations.Nullable;

/**
 * A link of the chain of key sets.
 *
 * @param set a {@link KeySet}, signed by its own root
 * @param handOver a {@link KeyHandOver}, signed by the root of the set before; null where that root stays, and in the first link
 */
public record KeyLink(SignedDocument set,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable SignedDocument handOver) {}
