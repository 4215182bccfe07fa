using System.Xml;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>
/// RSS and Atom: a history in which an item is open while neither its title nor its newest status says that it is over, for a day after the
/// last word about it.
/// </summary>
internal static class FeedForm
{
    private const int MostItems = 200, Deepest = 20, LongestField = 20_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    private static readonly string[] Overs =
        ["resolved", "completed", "cancelled", "canceled", "postmortem", "operating normally", "mitigated"];

    private static readonly string[] Opens =
        ["investigating", "identified", "monitoring", "update", "in progress", "verifying", "active", "degraded", "outage"];

    /// <summary>Reads it.</summary>
    /// <param name="text">The feed; a document type or an entity makes it unreadable.</param>
    /// <param name="page">Gets what it says.</param>
    /// <param name="now">What is open is open at this moment; UTC.</param>
    /// <exception cref="XmlException">It isn't XML, or has what none may have.</exception>
    public static void Read(string text, PageBuilder page, DateTimeOffset now)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = StatusPageReader.LargestBody,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        reader.MoveToContent();
        if (reader.LocalName is not ("rss" or "feed" or "RDF"))
            return;

        page.SaysDetails = true;
        for (var items = 0; items < MostItems && NextItem(reader);)
        {
            items++;
            ReadItem(reader, page, now);
        }

        // What stands behind the last item that counts must be XML as well.
        while (reader.Read())
            RefuseDepth(reader);
    }

    private static bool NextItem(XmlReader reader)
    {
        while (reader.Read())
        {
            RefuseDepth(reader);
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "item" or "entry" && !reader.IsEmptyElement)
                return true;
        }

        return false;
    }

    private static void ReadItem(XmlReader item, PageBuilder page, DateTimeOffset now)
    {
        var fields = FieldsOf(item);
        string? Of(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (fields.TryGetValue(name, out var value) && value.Length > 0)
                    return value;
            }

            return null;
        }

        var title = Of("title");
        var said = StatusText.Plain(Of("description", "content", "encoded", "summary"), ProviderPage.LongestText);
        var published = StatusTimes.Read(Of("pubDate", "published", "date", "updated"));
        var updated = StatusTimes.Read(Of("updated")) ?? published;
        if (Status(title, said) is not { } state || (updated is { } last && now - last > Fresh))
            return;

        page.Add(title, state, published, Of("link", "guid", "id"), [], said.Length > 0 ? [new ProviderUpdate(updated, said)] : []);
    }

    // Null: it's over, or has not begun.
    private static ProviderState? Status(string? title, string said)
    {
        var head = StatusText.Plain(title, ProviderPage.LongestName);
        if (Array.Exists(Overs, over => head.Contains(over, StringComparison.OrdinalIgnoreCase)))
            return null;

        var over = First(said, Overs);
        var open = First(said, Opens);
        var scheduled = First(said, ["scheduled"]);
        if (over < open || (scheduled < open && scheduled < over))
            return null;

        return said.StartsWith("in progress", StringComparison.OrdinalIgnoreCase)
            || head.Contains("maintenance", StringComparison.OrdinalIgnoreCase)
            ? ProviderState.Maintenance
            : ProviderState.Degraded;
    }

    // The newest status stands first.
    private static int First(string said, string[] words) => words
        .Select(word => said.IndexOf(word, StringComparison.OrdinalIgnoreCase)).Where(at => at >= 0).DefaultIfEmpty(int.MaxValue).Min();

    private static Dictionary<string, string> FieldsOf(XmlReader item)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var depth = item.Depth;
        var name = string.Empty;
        while (item.Read() && item.Depth > depth)
        {
            RefuseDepth(item);
            if (item.NodeType == XmlNodeType.Element && item.Depth == depth + 1)
            {
                name = item.LocalName;
                if (name == "link" && item.GetAttribute("href") is { } href && item.GetAttribute("rel") is null or "alternate")
                    fields.TryAdd(name, href);
            }
            else if (item.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && name.Length > 0)
            {
                var before = fields.GetValueOrDefault(name, string.Empty);
                if (before.Length + item.Value.Length <= LongestField)
                    fields[name] = before + item.Value;
                else if (before.Length == 0)
                    fields[name] = item.Value[..LongestField];
            }
        }

        return fields;
    }

    private static void RefuseDepth(XmlReader reader)
    {
        if (reader.Depth > Deepest)
            throw new XmlException("The feed is nested too deeply.");
    }
}
