namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>Collects every name that stands in a store for what a thing is, whatever the code calls it.</summary>
internal static class StoredNames
{
    private static readonly (string Of, string Sql)[] Queries =
    [
        ("incident fact", "SELECT kind FROM incident_fact"),
        ("incident fact in JSON", "SELECT json_extract(body, '$.is') FROM incident_fact"),
        ("checklist fact", "SELECT kind FROM checklist_fact"),
        ("checklist fact in JSON", "SELECT json_extract(body, '$.is') FROM checklist_fact"),
        ("link of the trail", "SELECT kind FROM audit_link"),
        ("source of a link", "SELECT source FROM audit_link"),
        ("work", "SELECT kind FROM inbox"),
        ("platform", "SELECT platform FROM inbox UNION SELECT platform FROM outbox"),
        ("action", "SELECT kind FROM outbox"),
        ("action in JSON", "SELECT json_extract(action, '$.is') FROM outbox WHERE action <> ''"),
        ("part of a card",
            "SELECT json_extract(part.value, '$.is') FROM outbox, json_each(json_extract(action, '$.card.parts')) part WHERE action <> ''"),
        ("status", "SELECT status FROM incident"),
        ("visibility", "SELECT visibility FROM incident"),
        ("state of a channel", "SELECT channel_state FROM incident"),
        ("kind of entry", "SELECT kind FROM timeline_entry"),
        ("changed field", "SELECT field FROM timeline_change"),
        ("sign", "SELECT sign FROM timeline_sign"),
        ("state of a file", "SELECT state FROM timeline_file"),
        ("state of a step", "SELECT state FROM checklist_step"),
        ("phase", "SELECT phase FROM checklist_step"),
        ("state of a row", "SELECT state FROM inbox UNION SELECT state FROM outbox"),
    ];

    /// <summary>All of them, each after what it is a name of.</summary>
    /// <param name="store">The store's file.</param>
    public static IReadOnlyList<string> In(string store) =>
        [.. Queries.SelectMany(query => Names(store, query.Sql).Select(name => $"{query.Of}: {name}"))];

    private static IEnumerable<string> Names(string store, string sql) =>
        StoreText.Read(store, sql).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal);
}
