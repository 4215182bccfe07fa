using System.Text;
using System.Text.Json;
using System.Xml;
using IncidentBot.Catalogue;
using IncidentBot.Investigation.Providers;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>Reads what a status page answers, in a form that is known or recognised by its shape.</summary>
internal static class StatusPageReader
{
    /// <summary>The largest answer that is read; bytes, and characters.</summary>
    public const int LargestBody = 4 << 20;

    private const int DeepestJson = 32;

    private static readonly string[] StatuspageFields =
        ["components", "incidents", "scheduled_maintenances", "component", "component_update", "incident"];

    /// <summary>What the page says; null: it can't be read, so nothing is known.</summary>
    /// <param name="body">The bytes as they were served.</param>
    /// <param name="form">The form; <see cref="ProviderForm.Auto"/>: it is recognised.</param>
    /// <param name="wanted">Which components and regions matter.</param>
    /// <param name="page">The page's address, for links that are relative to it; null: not known.</param>
    /// <param name="now">The moment; UTC.</param>
    public static ProviderPage? Read(ReadOnlySpan<byte> body, ProviderForm form, Wanted wanted, Uri? page, DateTimeOffset now)
    {
        if (body.Length is 0 or > LargestBody)
            return null;

        var builder = new PageBuilder(wanted, page);
        try
        {
            var text = Decode(body).TrimStart('\uFEFF').TrimStart();
            if (text.StartsWith('<'))
            {
                if (form is ProviderForm.Auto or ProviderForm.Feed)
                    FeedForm.Read(text, builder, now);
            }
            else if (form != ProviderForm.Feed)
            {
                using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DeepestJson });
                ReadJson(json.RootElement, form, builder);
            }
        }
        catch (Exception e) when (e is JsonException or XmlException or DecoderFallbackException or InvalidOperationException)
        {
            return null;
        }

        return builder.Build();
    }

    private static void ReadJson(JsonElement root, ProviderForm form, PageBuilder page)
    {
        if (root.ValueKind == JsonValueKind.Array)
            ReadList(root, form, page);
        else if (root.ValueKind != JsonValueKind.Object)
            return;
        else if (root.Field("detail") is { } detail && (detail.Has("eventArn") || root.Text("source") == "aws.health"))
            AwsForm.ReadEvent(root, page);
        else if (root.Has("ongoing_incidents") || root.Has("in_progress_maintenances"))
            IncidentIoForm.Read(root, page);
        else if (root.Has("active_incidents"))
            SlackForm.Read(root, page);
        else if (root.Field("status") is { ValueKind: JsonValueKind.Array })
            OtherForms.ReadHeroku(root, page);
        else if (root.Field("page")?.Text("status") is not null)
            OtherForms.ReadInstatus(root, page);
        else if (root.Field("status")?.Has("indicator") == true || Array.Exists(StatuspageFields, field => root.Has(field)))
            StatuspageForm.Read(root, page);
    }

    // An empty list says what it says only to whoever knows whose it is.
    private static void ReadList(JsonElement root, ProviderForm form, PageBuilder page)
    {
        var first = root.EnumerateArray().FirstOrDefault();
        if (first.Has("impacted_services") || first.Text("arn") is not null || form == ProviderForm.Aws)
            AwsForm.Read(root, page);
        else if (first.Has("begin") || first.Has("external_desc") || first.Has("status_impact") || form == ProviderForm.GoogleCloud)
            GoogleForm.Read(root, page);
        else if ((first.Has("type") && first.Has("date_created")) || form == ProviderForm.Slack)
            SlackForm.ReadHistory(root, page);
    }

    private static string Decode(ReadOnlySpan<byte> body) => body switch
    {
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true).GetString(body),
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true).GetString(body),
        [0, (byte)'[' or (byte)'{' or (byte)'<', ..] => new UnicodeEncoding(true, false, throwOnInvalidBytes: true).GetString(body),
        [(byte)'[' or (byte)'{' or (byte)'<', 0, ..] => new UnicodeEncoding(false, false, throwOnInvalidBytes: true).GetString(body),
        _ => new UTF8Encoding(false, throwOnInvalidBytes: false).GetString(body),
    };
}
