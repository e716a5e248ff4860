package io.tributary.loadtest.day;

/**
 * What is asked of all members together in a minute.
 *
 * @param devices that hold a connection
 * @param runs that are to be played
 * @param uploads that are under way at once
 * @param coreMinutes of work to close the rounds that end in it
 */
record Minute(double devices, double runs, double uploads, double coreMinutes) {}
