/** Two task managers behind one, for moving an application from one executor to another. */
package io.aiprism.task.routing;
