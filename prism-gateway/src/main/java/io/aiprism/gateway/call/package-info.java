/** Calls on their way through a gateway, and what listeners hear of them. Everything else of the gateway stands on this. */
package io.aiprism.gateway.call;
