package io.tributary.loadtest.poisoning;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a rule came to under an attack.
 *
 * @param rule its label
 * @param attack its label
 * @param accuracy of the last model on held-out examples, 0..1
 * @param backdoor part of the triggered images that it takes for the attackers' class, 0..1; null without a backdoor
 * @param seconds that it took
 */
record Score(String rule, String attack, double accuracy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double backdoor, double seconds) {}
