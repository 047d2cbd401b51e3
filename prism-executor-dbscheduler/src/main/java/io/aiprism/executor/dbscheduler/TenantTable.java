package io.aiprism.executor.dbscheduler;

import java.sql.SQLException;

/** Tenants whose tasks may not all run at once: table {@code prism_tenant}, a row to lock for each. */
final class TenantTable {
    private TenantTable() {}

    /** Makes others wait who start a task of this tenant, until the transaction ends. */
    static void lock(Session session, String tenant) throws SQLException {
        String row = session.one(
                "select tenant from prism_tenant where tenant = ? for update", found -> found.getString(1), tenant);
        if (row == null) {
            session.update("insert into prism_tenant (tenant) values (?)", tenant);
        }
    }
}
