/** What remains of an experiment: a folder with a report for programs (JSON) and one for people (HTML). */
@NullMarked
package io.tributary.experiments.report;

import org.jspecify.annotations.NullMarked;
