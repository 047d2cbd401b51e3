package io.aiprism.executor.dbscheduler;

import io.aiprism.task.TaskState;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Triggers by which the database writes down what happens to tasks, pointers and steps, with its own clock. */
final class ChaosAudit {
    private static final List<String> STATEMENTS = List.of("""
                create table chaos_task (n bigserial primary key, at timestamptz default clock_timestamp(), task varchar,
                    old_state varchar, new_state varchar, attempt int, changed_by varchar, result_changed boolean)\
                """, """
                create function chaos_task() returns trigger language plpgsql as $$ begin
                    insert into chaos_task (task, old_state, new_state, attempt, changed_by, result_changed)
                    values (new.id, old.state, new.state, new.attempt, new.changed_by,
                        (old.result, old.reason, old.error_type) is distinct from (new.result, new.reason, new.error_type));
                    return null; end $$\
                """, """
                create trigger chaos_task after update on prism_task for each row
                when ((old.state, old.attempt, old.result, old.reason, old.error_type)
                    is distinct from (new.state, new.attempt, new.result, new.reason, new.error_type))
                execute function chaos_task()\
                """, """
                create table chaos_pick (n bigserial primary key, at timestamptz default clock_timestamp(), task varchar,
                    old_node varchar, new_node varchar)\
                """, """
                create function chaos_pick() returns trigger language plpgsql as $$ begin
                    if tg_op = 'DELETE' then
                        insert into chaos_pick (task, old_node) values (old.task_instance, old.picked_by);
                    else
                        insert into chaos_pick (task, old_node, new_node)
                        values (new.task_instance, old.picked_by, new.picked_by);
                    end if;
                    return null; end $$\
                """, """
                create trigger chaos_pick after update on prism_scheduled_tasks for each row
                when (old.picked_by is distinct from new.picked_by) execute function chaos_pick()\
                """, """
                create trigger chaos_unpick after delete on prism_scheduled_tasks for each row
                when (old.picked_by is not null) execute function chaos_pick()\
                """, """
                create table chaos_step (n bigserial primary key, task varchar, name varchar, result varchar)\
                """, """
                create function chaos_step() returns trigger language plpgsql as $$ begin
                    insert into chaos_step (task, name, result)
                    values (new.task_id, new.name, convert_from(new.result, 'UTF8'));
                    return null; end $$\
                """, """
                create trigger chaos_step after insert or update on prism_task_step for each row
                execute function chaos_step()\
                """);

    private ChaosAudit() {}

    /** A task has come into another state, or its result was changed. */
    record Change(long at, String task, TaskState before, TaskState after, int attempt, String by, boolean result) {}

    /** A pointer was picked, put back or removed. */
    record Pick(
            long at,
            String task,
            @Nullable String before,
            @Nullable String after) {}

    /** A step's result was recorded. */
    record Step(String task, String name, int attempt) {}

    static void install(Session session) throws SQLException {
        for (String statement : STATEMENTS) {
            session.update(statement);
        }
    }

    static List<Change> changes(Session session) throws SQLException {
        return session.query(
                "select * from chaos_task order by n",
                row -> new Change(
                        row.getObject("at", OffsetDateTime.class).toInstant().toEpochMilli(),
                        row.getString("task"),
                        TaskState.valueOf(row.getString("old_state")),
                        TaskState.valueOf(row.getString("new_state")),
                        row.getInt("attempt"),
                        row.getString("changed_by"),
                        row.getBoolean("result_changed")));
    }

    static List<Pick> picks(Session session) throws SQLException {
        return session.query(
                "select * from chaos_pick order by n",
                row -> new Pick(
                        row.getObject("at", OffsetDateTime.class).toInstant().toEpochMilli(),
                        row.getString("task"),
                        row.getString("old_node"),
                        row.getString("new_node")));
    }

    static List<Step> steps(Session session) throws SQLException {
        return session.query(
                "select * from chaos_step order by n",
                row -> new Step(
                        row.getString("task"),
                        row.getString("name"),
                        Integer.parseInt(row.getString("result").replace("\"", ""))));
    }
}
