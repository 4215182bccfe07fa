using System.Text.Json;
using IncidentBot.Language;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Reading.Messages;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>What a message says, wherever it says it. The payloads are made up after those of apps in use.</summary>
public sealed class MessageWordsTests
{
    private const string Alert = """
        {"subtype":"bot_message","bot_id":"B1","text":"","blocks":[
          {"type":"header","text":{"type":"plain_text","text":"Disk full on db-3 :fire:"}},
          {"type":"section","text":{"type":"mrkdwn","text":"Monitor *disk-usage* is `CRITICAL`"},"fields":[{"type":"mrkdwn","text":"*Host*\ndb-3"},{"type":"plain_text","text":"Owner: <none>"}],
           "accessory":{"type":"button","action_id":"ack","text":{"type":"plain_text","text":"Acknowledge"}}},
          {"type":"divider"},
          {"type":"context","elements":[{"type":"image","image_url":"https://x.test/i.png","alt_text":"monitor icon"},{"type":"mrkdwn","text":"since <!date^1777888999^{time}|10:03>"},{"type":"plain_text","text":"eu-1"}]},
          {"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"Resolve"}},{"type":"button","action_id":"b","url":"https://runs.test/7","text":{"type":"plain_text","text":"Open runbook"}}]}]}
        """;

    private static readonly SlackNames Names = new(
        id => id == "U7" ? "Dana" : null, id => id == "C7" ? "ops" : null, id => id == "S7" ? "sre-oncall" : null);

    [Fact]
    public void An_alert_in_blocks_is_read_from_top_to_bottom() => Assert.Equal(
        """
        Disk full on db-3 :fire:
        Monitor disk-usage is CRITICAL
        Host
        db-3
        Owner: <none>
        monitor icon · since 10:03 · eu-1
        Open runbook (https://runs.test/7)
        """.ReplaceLineEndings("\n"),
        Read(Alert));

    [Fact]
    public void Each_kind_of_words_in_an_old_attachment_is_read() => Assert.Equal(
        """
        New deploy
        ci-bot
        Build 812 failed
        https://ci.test/812
        2 of 40 tests
        Branch: main
        Log:
        line 1
        line 2
        Retry (https://ci.test/812/retry)
        CI, pipeline 3
        """.ReplaceLineEndings("\n"),
        Read(
            """
            {"bot_id":"B1","text":"New deploy","attachments":[{"id":1,"fallback":"Build 812 failed - 2 of 40 tests","author_name":"ci-bot","title":"Build 812 failed","title_link":"https://ci.test/812","text":"2 of 40 tests",
             "fields":[{"title":"Branch","value":"main","short":true},{"title":"Log","value":"line 1\nline 2"}],"actions":[{"type":"button","text":"Rerun","name":"x"},{"type":"button","text":"Retry","url":"https://ci.test/812/retry"}],"footer":"CI, pipeline 3"}]}
            """));

    [Theory]
    [InlineData("""{"text":"This content can't be displayed.","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"queue full"}}]}""", "queue full")]
    [InlineData("""{"text":"This content can’t be displayed","attachments":[{"fallback":"[no preview available]","blocks":[{"type":"section","text":{"type":"plain_text","text":"queue full"}}]}]}""", "queue full")]
    [InlineData("""{"text":"","attachments":[{"fallback":"[no preview available]"}]}""", "")]
    [InlineData("""{"text":"This content can't be displayed."}""", "")]
    [InlineData("""{"bot_id":"B1","text":"NO FALLBACK DEFINED","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"queue full"}}]}""", "queue full")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"fallback":"Required plain-text summary of the attachment.","title":"queue full"}]}""", "queue full")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"image_url":"https://x.test/y.png","fallback":"1280x720px image"}]}""", "")]
    [InlineData("""{"text":"","attachments":[{"fallback":"queue &gt; 40k","color":"danger"}]}""", "queue > 40k")]
    public void What_only_stands_for_words_is_none(string message, string words) => Assert.Equal(words, Read(message));

    [Theory]
    [InlineData("""{"text":"db-3 is &lt;down&gt;","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"db-3 is <down>"}]}]}]}""", "db-3 is <down>")]
    [InlineData("""{"text":"see <https://a.test/x|the graph> <@U7>","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"see "},{"type":"link","url":"https://a.test/x","text":"the graph"},{"type":"text","text":" "},{"type":"user","user_id":"U7"}]}]}]}""", "see the graph (https://a.test/x) @Dana")]
    [InlineData("""{"text":"see <https://c.test/canvas|the plan>","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"see "},{"type":"canvas_of_2031","canvas":"F1"}]}]}]}""", "see the plan (https://c.test/canvas)")]
    [InlineData("""{"bot_id":"B1","text":"High error rate on checkout","blocks":[{"type":"header","text":{"type":"plain_text","text":"High error rate on checkout"}},{"type":"section","text":{"type":"mrkdwn","text":"12 %"}}]}""", "High error rate on checkout\n12 %")]
    [InlineData("""{"bot_id":"B1","text":"Alert 7: High error rate on checkout","blocks":[{"type":"header","text":{"type":"plain_text","text":"High error rate on checkout"}},{"type":"section","text":{"type":"mrkdwn","text":"12 %"}}]}""", "Alert 7: High error rate on checkout\n12 %")]
    [InlineData("""{"bot_id":"B1","text":"Deploy finished","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"run 123"}}]}""", "Deploy finished\nrun 123")]
    [InlineData("""{"bot_id":"B1","text":"cart p99","attachments":[{"title":"cart p99","text":"4.7 s"}]}""", "cart p99\n4.7 s")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"title":"cart p99","text":"4.7 s","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*cart p99*\n4.7 s\neu-1"}}]}]}""", "cart p99\n4.7 s\neu-1")]
    [InlineData("""{"bot_id":"B1","text":"Severity high","blocks":[{"type":"section","fields":[{"type":"mrkdwn","text":"*Severity*"},{"type":"mrkdwn","text":"high"},{"type":"mrkdwn","text":"*Impact*"},{"type":"mrkdwn","text":"high"}]}]}""", "Severity\nhigh\nImpact\nhigh")]
    [InlineData("""{"bot_id":"B1","text":"two","attachments":[{"title":"A","fields":[{"title":"Severity","value":"high"}]},{"title":"B","fields":[{"title":"Severity","value":"high"}]}]}""", "two\nA\nSeverity: high\nB\nSeverity: high")]
    [InlineData("""{"bot_id":"B1","text":"High error rate on check…","blocks":[{"type":"header","text":{"type":"plain_text","text":"High error rate on checkout &amp; cart"}}]}""", "High error rate on checkout & cart")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"pretext":"CPU high","title":"CPU high","title_link":"https://m.test/1","text":"CPU high\non db-3","fallback":"CPU high"}]}""", "https://m.test/1\nCPU high\non db-3")]
    [InlineData("""{"bot_id":"B1","text":"<https://s.test/1|*ValueError*> in *<https://s.test/p|api>*"}""", "ValueError (https://s.test/1) in api (https://s.test/p)")]
    [InlineData("""{"bot_id":"B1","text":"latency &lt; 4.7 s","attachments":[{"text":"latency &gt; 4.7 s"}]}""", "latency < 4.7 s\nlatency > 4.7 s")]
    [InlineData("""{"bot_id":"B1","text":"CPU +5 %","attachments":[{"text":"CPU -5 %"}]}""", "CPU +5 %\nCPU -5 %")]
    [InlineData("""{"bot_id":"B1","text":"CPU 5 %","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"CPU -5 %"}}]}""", "CPU -5 %")]
    [InlineData("""{"bot_id":"B1","text":"p99 &lt; 5","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"p99 &gt; 5"}}]}""", "p99 < 5\np99 > 5")]
    [InlineData("""{"bot_id":"B1","text":"Deploy done","attachments":[{"text":"✅"}]}""", "Deploy done\n✅")]
    [InlineData("""{"bot_id":"B1","text":"✅","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Deploy done"}}]}""", "✅\nDeploy done")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"title":"DB down","title_link":"https://p.test/1","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*<https://p.test/1|DB down>*"}}]}]}""", "DB down (https://p.test/1)")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"title":"Triggered #5: db down","blocks":[{"type":"section","text":{"type":"mrkdwn","text":":red_circle: *<https://p.test/1|Triggered #5: db down>*"}}]}]}""", ":red_circle: Triggered #5: db down (https://p.test/1)")]
    [InlineData("""{"bot_id":"B1","text":"<https://p.test/1|DB down>","attachments":[{"title":"DB down","title_link":"https://p.test/1","text":"12 %"}]}""", "DB down (https://p.test/1)\n12 %")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"author_name":"ci","title":"Build 7","footer":"ci"}]}""", "ci\nBuild 7")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"author_name":"Paydesk Status","title":"Elevated API errors","title_link":"https://status.paydesk.test/1","text":"*Status*: Investigating"}]}""", "Paydesk Status\nElevated API errors\nhttps://status.paydesk.test/1\nStatus: Investigating")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"title":"#41 Round totals","title_link":"https://git.test/acme/cart/pull/41","footer":"<https://git.test/acme/cart|acme/cart>"}]}""", "#41 Round totals\nhttps://git.test/acme/cart/pull/41\nacme/cart (https://git.test/acme/cart)")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"author_name":"checkout down","text":"is down, says checkout"}]}""", "checkout down\nis down, says checkout")]
    [InlineData("""{"bot_id":"B1","text":"","attachments":[{"author_name":"Build 7","text":"Build 7 failed"}]}""", "Build 7 failed")]
    [InlineData("""{"user":"U1","text":"see <https://g.test/?a=1&amp;b=2|graph>","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"see "},{"type":"link","url":"https://g.test/?a=1&amp;b=2","text":"graph"}]}]}]}""", "see graph (https://g.test/?a=1&b=2)")]
    public void No_word_stands_twice_and_none_is_lost(string message, string words) => Assert.Equal(words, Read(message));

    [Theory]
    [InlineData("""{"user":"U1","text":"see <https://g.test/1>","attachments":[{"from_url":"https://g.test/1","title":"Graph","text":"A dashboard","fallback":"Graph"}]}""", "see https://g.test/1")]
    [InlineData("""{"user":"U1","text":"see <https://g.test/1>","attachments":[{"is_app_unfurl":true,"app_unfurl_url":"https://g.test/1","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"A dashboard"}}]}]}""", "see https://g.test/1")]
    [InlineData("""{"user":"U1","text":"as in <https://a.slack.com/archives/C1/p1>","attachments":[{"from_url":"https://a.slack.com/archives/C1/p1","is_msg_unfurl":true,"author_name":"Sam","text":"old words"}]}""", "as in https://a.slack.com/archives/C1/p1")]
    [InlineData("""{"user":"U1","text":"","attachments":[{"from_url":"https://g.test/1","title":"Graph"}]}""", "Graph")]
    public void A_preview_of_a_link_is_not_the_authors_words(string message, string words) => Assert.Equal(words, Read(message));

    [Theory]
    [InlineData("""{"user":"U1","text":"Again?","attachments":[{"is_share":true,"from_url":"https://a.slack.com/x","author_id":"U7","author_name":"dana.d","text":"502 at checkout"}]}""", "Again?\nForwarded from Dana:\n502 at checkout")]
    [InlineData("""{"user":"U1","text":"","attachments":[{"is_share":true,"author_subname":"Pager","text":"fallback only","fallback":"[May 4] Pager: fallback only","message_blocks":[{"team":"T1","channel":"C1","ts":"1.1","message":{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"fallback only"}]}]}]}}]}]}""", "Forwarded from Pager:\nfallback only")]
    [InlineData("""{"user":"U1","text":"502","attachments":[{"is_share":true,"text":"502"}]}""", "502\nForwarded from somebody:\n502")]
    [InlineData("""{"user":"U1","text":"look","attachments":[{"is_share":true,"author_name":"Bot","text":"","attachments":[{"title":"CPU high","fields":[{"title":"Host","value":"a1"}]}]}]}""", "look\nForwarded from Bot:\nCPU high\nHost: a1")]
    [InlineData("""{"user":"U1","text":"","attachments":[{"is_share":true,"author_name":"Sam","text":"","fallback":"[no preview available]","files":[{"id":"F1","title":"trace.txt"},{"id":"F2","name":"b.png"}]}]}""", "Forwarded from Sam:\ntrace.txt\nb.png")]
    [InlineData("""{"user":"U1","text":"","attachments":[{"is_share":true,"author_name":"Pager","text":"","fallback":"db-3","message_blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*db-3* is full"}}]}]}""", "Forwarded from Pager:\ndb-3 is full")]
    [InlineData("""{"user":"U1","text":"","attachments":[{"is_share":true,"author_name":"Pager","text":"","message_blocks":[{"message":{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"db-3 is full"}}]}}],"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"db-3 is full"}}]}]}""", "Forwarded from Pager:\ndb-3 is full")]
    public void A_forwarded_message_is_read_with_whose_words_they_are(string message, string words) => Assert.Equal(words, Read(message));

    [Fact]
    public void The_files_of_a_forwarded_message_are_the_messages()
    {
        var message = Message("""{"text":"x","files":[{"id":"F1","name":"a.png"},null],"attachments":[{"is_share":true,"files":[{"id":"F2","name":"b.log","mimetype":"text/plain"},{"id":"F1"},7]},{"files":[{"id":"F9"}]}]}""");
        Assert.Equal(["F1", "F2"], SlackFiles.Of(MessageWords.FilesOf(message.Files, message.Attachments)).Select(file => file.Id));
    }

    [Theory]
    [InlineData("""{"subtype":"huddle_thread","user":"U7","text":"A huddle happened","room":{"date_start":1777888000,"date_end":1777888640,"participants":[],"participant_history":["U7","U9"],"has_ended":true}}""", "Huddle, 10 min, with Dana, U9")]
    [InlineData("""{"subtype":"huddle_thread","text":"A huddle started","room":{"date_start":1777888000,"date_end":0,"participants":["U7"],"name":"war room"}}""", "Huddle “war room”, with Dana")]
    [InlineData("""{"subtype":"sh_room_created","text":"","room":{}}""", "Huddle")]
    [InlineData("""{"bot_id":"B1","text":"","blocks":[{"type":"call","call_id":"R1","call":{"v1":{"name":"Bridge","join_url":"https://meet.test/7","date_start":1777888000,"date_end":1777889860,"all_participants":[{"slack_id":"U7"},{"external_id":"x","display_name":"Vendor"}]}}}]}""", "Call “Bridge”, 31 min, with Dana, Vendor\nhttps://meet.test/7")]
    public void A_huddle_says_how_long_it_was_and_with_whom(string message, string words) => Assert.Equal(words, Read(message));

    [Theory]
    [InlineData("""{"type":"table","rows":[[{"type":"raw_text","text":"Service"},{"type":"raw_text","text":"p99"}],[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"cart\nv2","style":{"bold":true}}]}]},{"type":"raw_number","value":4,"text":"4.7 s"}]]}""", "Service | p99\ncart v2 | 4.7 s")]
    [InlineData("""{"type":"image","image_url":"https://x.test/a.png","alt_text":"CPU at 97 %","title":{"type":"plain_text","text":"CPU"}}""", "CPU\nCPU at 97 %")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"load"},"accessory":{"type":"image","image_url":"https://x.test/a.png","alt_text":"graph of the load"}}""", "load\ngraph of the load")]
    [InlineData("""{"type":"video","title":{"type":"plain_text","text":"Replay"},"title_url":"https://v.test/1","description":{"type":"plain_text","text":"What users saw"},"alt_text":"Replay","video_url":"https://v.test/e/1","provider_name":"Recorder"}""", "Replay\nWhat users saw\nRecorder\nhttps://v.test/1")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"What broke?"},"element":{"type":"plain_text_input","action_id":"x"}}""", "What broke?")]
    [InlineData("""{"type":"alert_of_2031","level":"error","title":"Pods crash","body":{"type":"mrkdwn","text":"*4* restarts"},"icon":"x","items":[{"type":"card","subtitle":{"type":"plain_text","text":"cart"},"menu":{"type":"overflow","options":[{"text":{"type":"plain_text","text":"Mute"}}]}}],"sources":[{"type":"url","url":"https://s.test","text":"Log"}]}""", "Pods crash\n4 restarts\ncart\nLog (https://s.test)")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","placeholder":{"type":"plain_text","text":"Assign"},"options":[]},{"type":"button","text":{"type":"plain_text","text":"Ack"}}]}""", "")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"OPS-1"},"accessory":{"type":"overflow","action_id":"m","options":[{"text":{"type":"plain_text","text":"Mute"},"value":"mute_1"}]}}""", "OPS-1")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"OPS-1"},"accessory":{"type":"static_select","action_id":"m","placeholder":{"type":"plain_text","text":"Assign"},"options":[{"text":{"type":"plain_text","text":"Dana"},"value":"u7"}],"confirm":{"title":{"type":"plain_text","text":"Sure?"}}}}""", "OPS-1")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"OPS-1"},"accessory":{"type":"slider_of_2031","action_id":"m","label":{"type":"plain_text","text":"Level"},"value":"3"}}""", "OPS-1")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"What broke?"},"element":{"type":"plain_text_input","action_id":"x","placeholder":{"type":"plain_text","text":"Type here"}}}""", "What broke?")]
    [InlineData("""{"type":"data_table","caption":"Services","rows":[[{"type":"raw_text","text":"cart"},{"type":"raw_number","value":4.5}]]}""", "Services\ncart | 4.5")]
    [InlineData("""{"type":"chart_of_2031","heading":"Load","summary":"It rises","points":[{"label":"p99","value":4.7},{"type":"raw_number","value":9}],"content":[{"type":"part","content":"since noon"}]}""", "Load\nIt rises\np99\n4.7\n9\nsince noon")]
    [InlineData("""{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"},{"type":"rich_text_list","style":"bullet","indent":1,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"inside"}]}]}]},{"type":"rich_text_section","elements":[{"type":"text","text":"two"}]}]}]}""", "• one\n  • inside\n• two")]
    [InlineData("""{"type":"rich_text","elements":[{"type":"rich_text_quote","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"so"}]},{"type":"rich_text_preformatted","elements":[{"type":"text","text":"a  b"}]}]},{"type":"callout_of_2031","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"mind "},{"type":"usergroup","usergroup_id":"S7"}]}]}]}""", "> so\n> a  b\nmind @sre-oncall")]
    [InlineData("""{"type":"markdown","text":"<@U7> asks <!subteam^S7> in <#C7>: <https://x.test|the graph>, <!here> `<@U7>` a <b> <!-- c -->"}""", "@Dana asks @sre-oncall in #ops: the graph (https://x.test), @here <@U7> a <b> <!-- c -->")]
    [InlineData("""{"type":"markdown","text":"1. run\n    ```sh\n    if x; then\n    \ty  \n      z\n    ```\n2. [pool (math)](https://w.test/Pool_(math)) ***now***"}""", "1. run\nif x; then\n\ty  \n  z\n2. pool (math) (https://w.test/Pool_(math)) now")]
    [InlineData("""{"type":"markdown","text":"a | b\n--|--:\n1 | 2"}""", "a | b\n1 | 2")]
    public void Each_block_says_what_it_shows(string block, string words) =>
        Assert.Equal(words, Read($$"""{"bot_id":"B1","text":"","blocks":[{{block}}]}"""));

    [Fact]
    public void Rich_text_keeps_lists_quotations_code_and_names() => Assert.Equal(
        """
        Steps @ops and @sre-oncall #ops @here :wave::skin-tone-3:
        1. stop
          • drain
        2. start
        > it is
        > slow
            if (x)

              y();
        done 10:03 #ff0000
        """.ReplaceLineEndings("\n").Replace("@ops", "a group", StringComparison.Ordinal),
        Read(
            """
            {"user":"U1","text":"x","blocks":[{"type":"rich_text","elements":[
             {"type":"rich_text_section","elements":[{"type":"text","text":"Steps "},{"type":"usergroup","usergroup_id":"S1"},{"type":"text","text":" and "},{"type":"usergroup","usergroup_id":"S7"},{"type":"text","text":" "},{"type":"channel","channel_id":"C7"},{"type":"text","text":" "},{"type":"broadcast","range":"here"},{"type":"text","text":" "},{"type":"emoji","name":"wave","skin_tone":3},{"type":"text","text":"\n"}]},
             {"type":"rich_text_list","style":"ordered","indent":0,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"stop"}]}]},
             {"type":"rich_text_list","style":"bullet","indent":1,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"drain"}]}]},
             {"type":"rich_text_list","style":"ordered","indent":0,"offset":1,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"start"}]}]},
             {"type":"rich_text_quote","elements":[{"type":"text","text":"it is\nslow"}]},
             {"type":"rich_text_preformatted","elements":[{"type":"text","text":"    if (x)\n\n      y();"}]},
             {"type":"rich_text_section","elements":[{"type":"text","text":"done "},{"type":"date","timestamp":1777888999,"format":"{time}","fallback":"10:03"},{"type":"text","text":" "},{"type":"color","value":"#ff0000"}]}]}]}
            """));

    [Fact]
    public void Formats_are_known_by_the_words_that_have_them() => Assert.Equal(
        ["Bold:stop", "Code:kubectl get", "CodeBlock:a  b\n\n c", "Italic:now", "Quote:> so", "Strike:old"],
        FormatsOf("""{"text":"*stop* _now_ ~old~ `kubectl get`\n&gt; so\n```a  b\n\n c```"}"""));

    [Theory]
    [InlineData("snake_case_name and 2*3*4 and src/**/*.cs and ~5 min or ~10 min")]
    [InlineData("a * b * c")]
    [InlineData("`open and ~~ open")]
    [InlineData("*not bold *")]
    [InlineData("\u2060*\u2060not bold\u2060*\u2060")]
    [InlineData("<https://x.test/_a_/*b*|_x_>")]
    public void What_Slack_shows_as_it_is_written_has_no_format(string text) =>
        Assert.Empty(FormatsOf(JsonSerializer.Serialize(new { text })));

    [Fact]
    public void A_markdown_block_is_read_as_Markdown()
    {
        var message = JsonSerializer.Serialize(new
        {
            text = "",
            blocks = new[] { new { type = "markdown", text = "## Root *cause*\n\n**Pool** of `db-3` is __full__, see [graph](https://g.test/a_b_c) and <https://x.test>\n\n- one\n  - two\n1. first\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```sql\nSELECT  1;\n\nGO\n```\nnot \\*bold\\* snake_case" } },
        });
        Assert.Equal(
            "Root cause\n\nPool of db-3 is full, see graph (https://g.test/a_b_c) and https://x.test\n\n• one\n  • two\n1. first\n> quoted\n\na | b\n1 | 2\n\nSELECT  1;\n\nGO\nnot *bold* snake_case",
            Read(message));
        Assert.Equal(
            ["Bold:Pool", "Bold:Root cause", "Bold:full", "Code:db-3", "CodeBlock:SELECT  1;\n\nGO", "Italic:cause", "ListItem:  • two", "ListItem:1. first", "ListItem:• one", "Quote:> quoted"],
            FormatsOf(message));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"text":7,"blocks":"x","attachments":{"a":1},"room":[]}""")]
    [InlineData("""{"text":null,"blocks":[null,7,"x",[],{"type":3},{"type":"section","text":"bare","fields":{}},{"type":"header"},{"type":"table","rows":[7,{}]},{"type":"rich_text","elements":[{"type":"rich_text_list","elements":3,"indent":-4,"offset":99999999999}]},{"type":"call","call":[]}],"attachments":[null,3,{"fields":[1,{"title":2,"value":null}],"is_share":"yes","actions":7},{"is_share":true,"message_blocks":[5],"files":"x"}]}""")]
    [InlineData("""{"blocks":[{"type":"section","text":{"type":"plain_text","text":"\ud800 half"}}]}""")]
    public void Whatever_a_message_holds_is_read(string message) => Assert.NotNull(Read(message));

    [Fact]
    public void Each_message_of_the_collection_keeps_the_words_that_it_must()
    {
        var contracts = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(contracts), "INCIDENTBOT_CONTRACTS is not set");
        using var found = JsonDocument.Parse(File.ReadAllText(Path.Combine(contracts, "found", "messages.json")));
        foreach (var one in found.RootElement.GetProperty("cases").EnumerateArray())
        {
            var message = Message(one.GetProperty("message").GetRawText());
            var known = one.TryGetProperty("directory", out var names) ? names : default;
            string? Find(string id) => known.ValueKind == JsonValueKind.Object && known.TryGetProperty(id, out var name) ? name.GetString() : null;
            var words = MessageWords.Of(message, new SlackNames(Find, Find, Find)).Plain;
            Assert.All(one.GetProperty("must_contain").EnumerateArray(), part => Assert.Contains(part.GetString()!, words, StringComparison.Ordinal));
            Assert.All(one.GetProperty("must_not_contain").EnumerateArray(), part => Assert.DoesNotContain(part.GetString()!, words, StringComparison.Ordinal));
            if (one.TryGetProperty("files", out var files))
                Assert.Equal(files.GetInt32(), SlackFiles.Of(MessageWords.FilesOf(message.Files, message.Attachments)).Count);
        }
    }

    [Fact]
    public void Each_recorded_message_is_read_with_no_word_of_its_text_lost()
    {
        var contracts = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(contracts), "INCIDENTBOT_CONTRACTS is not set");
        foreach (var file in Directory.GetFiles(Path.Combine(contracts, "slack"), "*.json", SearchOption.AllDirectories))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var found in MessagesIn(json.RootElement))
            {
                var message = Message(found);
                var text = SlackText.Read(message.Text ?? "").Plain;
                if (!SameWords.IsFiller(text)) Assert.Superset(WordsIn(text), WordsIn(MessageWords.Of(message).Plain));
            }
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*a ")]
    [InlineData("_a_ ")]
    [InlineData("`")]
    [InlineData("``` ")]
    [InlineData("<")]
    [InlineData("<@U1")]
    [InlineData("[a](")]
    [InlineData("](")]
    [InlineData("a\n")]
    [InlineData("> > ")]
    [InlineData("| ")]
    [InlineData("- \u00e9\u0301")]
    [InlineData("word ")]
    [InlineData("\u200d\u2060*")]
    public void Reading_takes_time_in_proportion_to_the_words(string piece)
    {
        _ = TimeOf(piece, 2_000);
        var (less, more) = (TimeOf(piece, 20_000), TimeOf(piece, 160_000));
        Assert.True(more < Math.Max(12 * 8 * less, 400), $"{less} ms for 20,000 characters, {more} ms for 160,000");
    }

    private static double TimeOf(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        var json = JsonSerializer.Serialize(new
        {
            text,
            blocks = new object[] { new { type = "markdown", text }, new { type = "section", text = new { type = "mrkdwn", text } }, new { type = "header", text = new { type = "plain_text", text = "x y z " + text } } },
            attachments = new[] { new { text, fallback = text, fields = new[] { new { title = "a", value = text } } } },
        });
        var message = Message(json);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        _ = MessageWords.Of(message, Names);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static IEnumerable<string> MessagesIn(JsonElement at)
    {
        if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty("ts", out _) && at.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            yield return at.GetRawText();
        var inside = at.ValueKind switch
        {
            JsonValueKind.Object => at.EnumerateObject().Select(field => field.Value),
            JsonValueKind.Array => at.EnumerateArray(),
            _ => [],
        };
        foreach (var found in inside.SelectMany(MessagesIn)) yield return found;
    }

    // Ids were replaced in the collection, differently in text and blocks.
    private static HashSet<string> WordsIn(string text) =>
        [.. SameWords.Key(text).Split(' ').Where(word => !(word[0] is 'u' or 'w' && word.Skip(1).All(char.IsAsciiDigit)))];

    private static string Read(string message) => MessageWords.Of(Message(message), Names).Plain;

    private static IEnumerable<string> FormatsOf(string message)
    {
        var words = MessageWords.Of(Message(message), Names);
        return words.Formats.Select(one => $"{one.Kind}:{words.Plain.Substring(one.Start, one.Length)}").Order(StringComparer.Ordinal);
    }

    private static SlackChatMessage Message(string json) => JsonSerializer.Deserialize(json, SlackJson.Wire.SlackChatMessage)!;
}
