/** Measures what devices cost a coordinator before their first round: enrolment and sessions. */
@NullMarked
package io.tributary.loadtest.enrolment;

import org.jspecify.annotations.NullMarked;
