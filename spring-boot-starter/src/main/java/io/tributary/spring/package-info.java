/** A device of a federation as beans of a Spring Boot application: client, model, health and metrics. */
@NullMarked
package io.tributary.spring;

import org.jspecify.annotations.NullMarked;
