using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Tests.Postmortem.Templates;

/// <summary>A template as an organisation might write it: own order, own titles, own words, own tables.</summary>
internal static class OwnTemplate
{
    public const string Text =
        """
        # Acme review of {{id}}: {{title}}

        Internal. Kept for three years by [the reliability team](https://wiki.acme.example/{{id}}).

        {{#if isPrivate}}
        **Handle with care:** only its channel may know of it.
        {{/if}}

        ## What customers saw

        {{sections.impact}}

        ## In short

        {{sections.summary}}

        ## Chronology

        {{#each days}}
        ### {{day}}

        {{#each lines}}
        - **{{time}}** {{line}}
        {{/each}}

        {{/each}}
        {{timelineRest}}

        ## Why it happened

        {{#each factors}}
        - {{words}}{{#if category}} ({{category}}){{/if}} {{evidence}}
        {{else}}
        _Which safeguards were missing? Acme asks for at least two._
        {{/each}}

        ## Personal data

        _Was personal data affected? If so, tell privacy@acme.example within 72 hours._

        ## Follow-up

        | Action | Owner | Due |
        | --- | --- | --- |
        {{#each actions}}
        | {{words}} | {{#if owner}}{{owner}}{{else}}nobody yet{{/if}} | {{due}} |
        {{/each}}

        {{#if sections.questions}}
        ## Still open

        {{sections.questions}}
        {{/if}}

        """;

    public static DraftTemplates Templates { get; } = Of(Text);

    public static DraftTemplates Of(string full, string? light = null)
    {
        DraftTemplate Read(string source) => DraftTemplate.Read(source).Template ?? throw new InvalidOperationException(string.Join('\n', DraftTemplate.Read(source).Mistakes));

        return new DraftTemplates(Read(full), light is null ? DraftTemplates.Usual.Light : Read(light));
    }

    public static PostmortemRecord With(this PostmortemRecord record, string full, string? light = null) => record with { Templates = Of(full, light) };
}
