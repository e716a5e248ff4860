/** What remains of an experiment: a folder with a report for programs (JSON) and one for people (HTML). */
@NullMarked
package io.tributary.examples.report;

import org.jspecify.annotations.NullMarked;
