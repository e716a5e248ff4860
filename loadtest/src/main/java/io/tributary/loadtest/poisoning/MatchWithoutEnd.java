package io.tributary.loadtest.poisoning;

/**
 * A match that could not be played to its end.
 *
 * @param rule its label
 * @param attack its label
 * @param why in a sentence
 */
record MatchWithoutEnd(String rule, String attack, String why) {}
