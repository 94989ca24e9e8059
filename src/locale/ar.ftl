# Arabic. Every code of the report has what happened, what it means (.means), what to do (.todo).

## الصفحة

app-name = Proofmark
list-separator = {"، "}
app-title = التحقق من شارة
app-lead = هل هي حقيقية؟ ومن يقف وراءها؟ ولمن هي؟ وهل ما زالت سارية؟
promise = لا يغادر جهازك أي شيء مما تضيفه هنا.
drop-here = أفلِت شارة هنا
drop-anywhere = أفلِتها في أي مكان من هذه الصفحة
choose-file = اختيار ملف
or-paste = أو الصق صورة أو ملفًا أو نصًا أو رابطًا
takes = شارات PNG وSVG وJSON وJWT، ورموز QR، ومرفقات PDF؛ ويمكن إضافة عدة شارات معًا
link-wrong = هذا ليس عنوانًا على الويب. يبدأ العنوان بـ https://
link-label = رابط الشارة
link-button = فتح
link-offer-title = هل تريد فتح هذا الرابط؟
link-offer-lead = توجد الشارة على الموقع { $host }، وسيعلم هذا الموقع أن أحدًا يطلبها من عنوان شبكتك.
link-open = الاستعلام من { $host }
link-leave = عدم الفتح
history-title = ما جرى التحقق منه في علامة التبويب هذه
history-note = تُمحى هذه القائمة عند إغلاق علامة التبويب.
history-note-kept = ما حفظتَه من هذه القائمة يبقى على هذا الجهاز حتى تحذفه.
history-keep = الحفظ على هذا الجهاز
history-kept = حُفظت القائمة على هذا الجهاز. ويُعاد التحقق منها عند فتح الصفحة.
camera-use = مسح رمز QR بالكاميرا
camera-title = ضع الرمز أمام الكاميرا
camera-lead = ما تراه الكاميرا يبقى على هذا الجهاز.
camera-view = ما تراه الكاميرا
camera-stop = إيقاف
camera-back = رجوع
camera-failed = لا يمكن استخدام الكاميرا
codes-title = { $count ->
    [zero] لا رموز QR
    [one] رمز QR واحد
    [two] رمزا QR
    [few] { $count } رموز QR
    [many] { $count } رمز QR
   *[other] { $count } رمز QR
}
codes-lead = محتواها مختلف. أيّها تريد التحقق منه؟
codes-link = رابط إلى { $host }
codes-badge = ربما شارة
codes-other = ليس شارة
try-sample = تجربة نموذج
sample-genuine = شارة أصلية
sample-tampered = شارة معدَّلة
sample-expired = شارة منتهية الصلاحية
sample-revoked = شارة ملغاة
sample-band = هذا نموذج موقَّع بمفتاح متاح للجميع. وهو يبيّن شكل النتيجة ولا يثبت شيئًا.
start-over = التحقق من شارة أخرى
choose-language = اللغة
footer = يجري التحقق كله داخل متصفحك. Proofmark { $version }
footer-build = رقم البناء
update-ready = يتوفر إصدار جديد من هذه الصفحة.
update-note = يتطلب استخدامه إعادة تحميل الصفحة، وعليك بعدها أن تضيف من جديد ما هو مفتوح هنا.
update-load = استخدام الإصدار الجديد
update-others = { $count ->
    [zero] هذه الصفحة غير مفتوحة في مكان آخر.
    [one] هذه الصفحة مفتوحة أيضًا في علامة تبويب أو نافذة أخرى. أغلِقها أولًا حتى لا يختلط القديم بالجديد.
    [two] هذه الصفحة مفتوحة أيضًا في موضعين آخرين. أغلِقهما أولًا حتى لا يختلط القديم بالجديد.
    [few] هذه الصفحة مفتوحة أيضًا في { $count } مواضع أخرى. أغلِقها أولًا حتى لا يختلط القديم بالجديد.
    [many] هذه الصفحة مفتوحة أيضًا في { $count } موضعًا آخر. أغلِقها أولًا حتى لا يختلط القديم بالجديد.
   *[other] هذه الصفحة مفتوحة أيضًا في { $count } موضع آخر. أغلِقها أولًا حتى لا يختلط القديم بالجديد.
}
reading = جارٍ القراءة…
several-files = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
back-to-list = كل النتائج
list-badge = الشارة
list-result = النتيجة
checked-name = الاسم هو ما كتبتَه؛ وقد يحمله أشخاص كثيرون.
unclear-person = تعذّرت معرفة ما إذا كان هو الشخص الذي ذكرتَه.
recipient-open = يطابق ما كتبتَه؛ أما الشارة نفسها فلم تتأكد بعد.
recipient-useless = يطابق ما كتبتَه، لكن لا يمكن الاعتماد على هذا الملف.
not-checked-person = لم نتحقق من أن صاحبها هو المرشّح لديك.
checked-person = مُنحت للشخص الذي ذكرتَه.
other-person = لم تُمنح للشخص الذي ذكرتَه.
panic-title = حدث خلل في هذه الصفحة
panic-text = توقفت الصفحة عن العمل. ما أضفتَه لا يزال على جهازك، ولم يُرسَل أي شيء. أعد تحميل الصفحة، وإن تكرر الخلل مع الملف نفسه فنرجو إبلاغنا.
link-problem-title = تعذّر فتح الرابط
problem-title = لم يُعثر على شارة
try-another = تجربة ملف آخر

## النتيجة

verified = تم التحقق منها
verified-text = صدرت عن { $issuer } إلى { $earner } بتاريخ { $date }.
signed = موقَّعة ولم تُعدَّل
signed-text = صدرت عن { $signer } إلى { $earner }. تأكّد من أنها الجهة التي تتوقعها.
hosted = أكّدتها الجهة المُصدِرة
hosted-text = هذه الشارة محفوظة باسم { $earner } على موقع الجهة نفسها: { $signer }. تأكّد من أنها الجهة التي تتوقعها.
endorsed = موقَّعة ولم تُعدَّل
endorsed-text = هذه التزكية صادرة عن { $signer }. تأكّد من أنها الجهة التي تتوقعها.
endorsed-there = أكّدتها الجهة المزكّية
endorsed-there-text = هذه التزكية محفوظة على موقع الجهة نفسها: { $signer }. تأكّد من أنها الجهة التي تتوقعها.
key-only = موقَّعة، لكننا لا نعرف من وقّعها
key-only-text = يذكر الملف «{ $issuer }»، ولا يشهد على ذلك سوى مفتاح. وهي محرَّرة باسم { $earner }.
expired-genuine = كانت أصلية وانتهت صلاحيتها
expired-genuine-text = انتهت صلاحيتها بتاريخ { $date }. صدرت عن { $signer } إلى { $earner }.
expired-signed = منتهية الصلاحية
expired-signed-text = انتهت صلاحيتها بتاريخ { $date }. ولم يتأكد أن { $issuer } تقف وراءها.
expired-unverified = منتهية الصلاحية
expired-unverified-text = مذكور فيها أن صلاحيتها انتهت بتاريخ { $date }، كما تعذّر التحقق منها.
not-yet = لم تبدأ صلاحيتها بعد
not-yet-text = تسري ابتداءً من تاريخ { $date }.
revoked = ألغتها الجهة المُصدِرة
revoked-text = سُحبت نهائيًا من جانب { $signer }.
suspended = أوقفتها الجهة المُصدِرة مؤقتًا
suspended-text = سُحبت مؤقتًا من جانب { $signer }، وقد يتغيّر ذلك.
altered = معدَّلة أو مزوَّرة
altered-text = التوقيع لا يطابق محتوى الملف. لا تعتمد على أي شيء فيه.
unsigned-parts = أجزاء منها غير موقَّعة
unsigned-parts-text = في هذا الملف جزء لا يشمله التوقيع، وكان بإمكان أي شخص إضافته أو تغييره. لا تعتمد عليه.
bad-signature = غير موقَّعة توقيعًا سليمًا
bad-signature-text = ما يوجد في موضع التوقيع لا يثبت شيئًا.
broken = تالفة
broken-text = لا يمكن قراءة محتوى هذا الملف قراءة مؤكدة.
other-anchor = ليست ما جرى تثبيته
other-anchor-text = المعاملة المذكورة فيها تحتوي على شيء آخر. لا تعتمد على أي شيء فيها.
stranger = موقَّعة بمفتاح ليس للجهة المُصدِرة
stranger-text = يذكر الملف «{ $issuer }»، لكن طرفًا آخر هو من وقّعه.
old-key = موقّعة بمفتاح سحبته الجهة المُصدِرة
old-key-text = كان المفتاح يخصّ «{ $issuer }» ولم يعد يضمن شيئًا. اطلب من الجهة المُصدِرة نسخة جديدة.
elsewhere = ليست حيث تحفظ الجهة المُصدِرة شاراتها
elsewhere-text = لا يسمح الملف التعريفي للجهة المُصدِرة بوجود شارات على ذلك العنوان، وقد وضعها هناك طرف آخر.
public-key = كان بإمكان أي شخص توقيعها
public-key-text = الجزء السري من مفتاح التوقيع منشور للعموم، فالتوقيع لا يثبت شيئًا.
reversed = تنتهي قبل أن تبدأ
reversed-text = تاريخ نهايتها يسبق تاريخ بدايتها، فلم تكن سارية قط.
no-signature = بلا توقيع
no-signature-text = كان بإمكان أي شخص كتابة هذا الملف.
pointer = مجرد إحالة
pointer-text = الشارة الفعلية موجودة على { $host }، وهذا الملف يشير إليها فحسب.
not-yet-checked = لم يجرِ التحقق منها بعد
not-yet-checked-text = بقيت خطوة واحدة: يمكن لهذه الصفحة أن تستعلم نيابةً عنك من { $hosts }.
partly-status = تم التحقق منها جزئيًا
partly-status-text = التوقيع سليم ويعود إلى { $signer }. ولم نتمكن من معرفة ما إذا كانت الشارة قد سُحبت.
partly-status-there = تم التحقق منها جزئيًا
partly-status-there-text = مصدرها { $signer }. ولم نتمكن من معرفة ما إذا كانت الشارة قد سُحبت.
partly-anchor = لم يجرِ التحقق من التثبيت
partly-anchor-text = أجزاؤها متسقة، وهذا بإمكان أي شخص أن يصنعه. ولم يجرِ الاستعلام عمّا إذا كانت مثبَّتة في سلسلة كتل من جانب { $issuer }.
test-chain = شهادة تجريبية
test-chain-text = مثبَّتة في سلسلة كتل تجريبية، وهذا لا يثبت شيئًا.
record = سجل أصلي
record-text = جُمع ووُقّع من جانب { $signer } لصالح { $earner }. تأكّد من أنها الجهة التي تتوقعها.
partly-issuer = تم التحقق منها جزئيًا
partly-issuer-text = لم يُعدَّل فيها شيء منذ توقيعها. ولم يتأكد أن التوقيع يعود إلى { $issuer }.
partly-there = تم التحقق منها جزئيًا
partly-there-text = ما أمكن التحقق منه متسق. ولم يتأكد أن { $issuer } تقف وراءها.
clock = راجِع ساعة هذا الجهاز
clock-text = تعرض الساعة تاريخًا لا يمكن أن يكون صحيحًا، ولذلك لا نستطيع القول إن كانت الشارة ما زالت سارية.
partly-dates = تم التحقق منها جزئيًا
partly-dates-text = التوقيع سليم. أما سريان الشارة فلم يُحسم، لأن تواريخها غير مقروءة.
partly-dates-there = تم التحقق منها جزئيًا
partly-dates-there-text = مصدرها { $signer }. أما سريان الشارة فلم يُحسم، لأن تواريخها غير مقروءة.
part = ليست شارة قائمة بذاتها
part-text = { $reason }
not-checked = تعذّر التحقق منها
not-checked-text = هذا ليس حكمًا على الشارة. { $reason }
presented-now = يعرضها حاملها الآن
presented-now-text = وردت الإجابة عن سؤالك، والمفتاح بحوزة { $signer }.
presented = وقّعها حاملها
presented-text = التوقيع يعود إلى { $signer }. ولا يُعرف متى وُقّعت، فقد تكون نسخة في يد شخص آخر.
presented-unsigned = مجموعة لم يوقّعها أحد
presented-unsigned-text = لا يُعرف من جمعها. ولكل شارة فيها نتيجتها الخاصة.
presented-open = حاملها غير مؤكَّد
presented-open-text = { $reason } ولكل شارة في المجموعة نتيجتها الخاصة.
presented-bad = لم يعرضها حاملها
presented-bad-text = { $reason } ولكل شارة في المجموعة نتيجتها الخاصة.
someone = شخص غير مذكور
unknown-issuer = جهة غير مذكورة
unknown-date = غير معروف
card-label = شارة رقمية
card-unreachable = تعذّر تحميل الشارة
card-checked = جرى التحقق في متصفحك.
card-full = النتيجة الكاملة على { $host }
card-ask = الاستعلام من الجهة المُصدِرة
card-intact = لم يُعدَّل شيء منذ التوقيع.
card-hosted = هذه الشارة محفوظة على الموقع { $host }. ولا يُعرف أنها أصلية إلا بالاستعلام هناك.
snippet-title = عرض هذه الشارة على صفحتك
snippet-layout = الحجم
snippet-layout-card = بطاقة
snippet-layout-chip = سطر واحد
snippet-layout-inline = كلمات قليلة
snippet-theme = الألوان
snippet-theme-auto = كما لدى القارئ
snippet-theme-light = فاتحة
snippet-theme-dark = داكنة
snippet-language = اللغة
snippet-language-page = لغة الصفحة
snippet-file = ضع الملف { $file } بجانب صفحتك، أو اكتب عنوانه مكانه.
snippet-element = لصفحة خاصة بك
snippet-frame = للصفحات التي لا تسمح بالبرامج النصية
snippet-markdown = لصيغة Markdown: رابط دون النتيجة

## الخطوة التالية

next-title = بقيت خطوة واحدة
next-lead = لإتمام التحقق، تحتاج هذه الصفحة إلى الاستعلام من:
next-warning = يُعلِم الاستعلامُ الجهةَ المُصدِرة بأن أحدًا يجري تحققًا، وتدل بعض العناوين على الشارة المقصودة. أما الشارة نفسها فلا تُرسَل.
next-then = وبعد ذلك، إذا كانت الإجابات مناسبة، من:
ask = استعلام
asking = جارٍ الاستعلام…
asking-progress = الإجابات الواردة: { $done } من { $of }.
stop = إيقاف
always = الاستعلام دائمًا من هذه المواقع دون سؤالي؛ وسيتذكر هذا الجهاز ذلك
remembered-title = مواقع يُستعلم منها دون سؤالك
remembered-lead = سمحتَ بها بصفة دائمة، وهي محفوظة على هذا الجهاز فقط.
forget = نسيان
drop-answer = أو افتح العنوان واحفظ ما تجده فيه، ثم أفلِت الملف هنا.
offer-title = هل هذه إجابة أحضرتَها بنفسك؟
offer-lead = قد يكون الملف «{ $file }» هو الإجابة التي لم تصل إلى هذه الصفحة من { $host }.
offer-any-host = موقع تثق به
offer-which = أي الإجابات هو؟
offer-question = هل حفظتَه الآن بنفسك من { $host }؟
offer-warning = الملف الذي يقدّمه المرشّح لا يثبت شيئًا، فقد يكون هو من أعدّه.
offer-saved = نعم، حفظتُه بنفسي
offer-supplied = لا، جاء مع الشارة
offer-another = إنه شيء آخر
letter-title = رسالة إلى الجهة المُصدِرة
letter = أتحقق من شارة تذكركم جهةً مُصدِرة لها: «{ $name }». لم أتمكن من إتمام التحقق لأن هذه الصفحة لم تستطع قراءة العنوان { $url }. أرجو إبلاغي بما إذا كنتم قد أصدرتموها وما إذا كانت ما زالت سارية.
letter-header = للمسؤول عن موقعكم: إرسال الترويسة «Access-Control-Allow-Origin: *» لهذا العنوان دون إعادة توجيه يتيح لأي شخص التحقق من شاراتكم في المتصفح؛ ولا يُنشر بذلك أي شيء سري.
contact-by-hand = إجابة قدّمتَها بنفسك
stay-offline = البقاء دون اتصال
finish-later = الإكمال لاحقًا
ask-after-all = الاستعلام مع ذلك
ask-again = إعادة الاستعلام
no-answer-title = لم تصل إجابة
declined-title = لم يجرِ الاستعلام
purpose-did-document = للحصول على مفاتيح توقيع الجهة المُصدِرة
purpose-status-list = للحصول على قائمة الشارات المسحوبة
purpose-assertion = للحصول على الشارة نفسها
purpose-endorsement = للحصول على تزكية للشارة
purpose-badge-class = لمعرفة ما تمثّله الشارة
purpose-issuer = للحصول على صفحة الجهة المُصدِرة
purpose-key = للحصول على مفتاح توقيع
purpose-context = لمعرفة معاني كلمات في الشارة
purpose-refresh = للحصول على إصدار أحدث من الشارة
purpose-schema = للحصول على وصف الصيغة
purpose-image = للحصول على صورة
purpose-transaction = للحصول على قيد في سلسلة الكتل (blockchain)
anchor-title = من ثبّتها، ومتى؟
anchor-lead = تشير هذه الشهادة إلى معاملة في سلسلة كتل. يمكن لموقع تختاره أن يبيّن ما فيها، وسيعرف هذا الموقع أي شهادة يجري الاطلاع عليها.
anchor-transaction = المعاملة
anchor-chain = سلسلة الكتل
anchor-look = الاطلاع عليها بنفسك
anchor-host = التحقق من التثبيت عبر:
anchor-other = موقع آخر (https)
anchor-check = التحقق من التثبيت
anchor-promise = يُحفظ على هذا الجهاز. ولا يُرسَل أي استعلام قبل أن توافق مرة أخرى.
anchor-drop = أو احفظ المعاملة من موقع تثق به، ثم أفلِت الملف هنا، بصيغة JSON.
anchor-unknown-chain = لا يُعرف هنا موقع لسلسلة الكتل هذه.
anchor-forget = الاختيار من جديد
anchor-no-host = لا يمكن سؤال هذا المضيف. اكتب عنوانه الكامل بدءًا من https://.
design-title = تصميم الجهة المُصدِرة نفسها
design-note = أرفقت الجهة المُصدِرة صفحة خاصة بها. وهي موقَّعة ويمكن أن تقول أي شيء، ولذلك تُعرض كنص، لا كصفحة قد يُظن أنها هذه الصفحة.
contacts-title = ممّن جرى الاستعلام
contacts-sample = لا أحد. يحمل النموذج معه ما كانت الجهة المُصدِرة ستجيب به.
contacts-none = لا أحد. لم يخرج أي طلب من هذه الصفحة.
contacts-beside = لا أحد. ما هو مذكور هنا كان محفوظًا بجانب هذه الصفحة.
contact-answered = وردت الإجابة
contact-copy = كان محفوظًا بجانب هذه الصفحة، بتاريخ { $date }

## ثلاثة أسئلة

questions-title = ثلاثة أسئلة
who-issued = من أصدرها؟
what-endorsed = ما الذي تزكّيه؟
who-earned = من حصل عليها؟
still-counts = هل ما زالت سارية؟
issuer-says = تسمّي نفسها «{ $name }».
issuer-key = مفتاح بلا اسم: { $key }
issuer-claimed = يذكر الملف «{ $name }»، وهذا غير مؤكَّد.
issuer-unnamed = لا يذكر الملف ذلك.
earner-named = { $name }
earner-hashed = عنوان بريد إلكتروني مخفي في الشارة.
earner-nobody = لا تذكر الشارة أحدًا.
compare = المقارنة بعنوان بريد إلكتروني أو معرّف
compare-label = عنوان البريد الإلكتروني أو المعرّف
compare-button = مقارنة
compare-promise = ما تكتبه لا يُرسَل إلى أي مكان.
cannot-compare = لا تذكر الشارة أحدًا يمكن المقارنة به.
know = أعرف هذه الجهة المُصدِرة
know-lead = افعل ذلك فقط إذا كنت تعلم من مصدر آخر أن هذا العنوان يخصها: من وثائقها هي، أو لأنك سألتها.
know-lead-key = افعل ذلك فقط إذا كنت تعلم من مصدر آخر أن هذا المفتاح يخصها: أخبرتك بذلك، أو نشرته في مكان لا شك في أنه لها.
know-name = الاسم الذي تطلقه عليها
know-note = كيف عرفتَ ذلك (لك أنت)
know-button = إضافة إلى قائمتي
know-promise = تبقى قائمتك على هذا الجهاز. وهي تسمّي الجهات المُصدِرة، ولا تغيّر أبدًا ما جرى التحقق منه.
known-label = في قائمتك
known-remove = إزالة من القائمة
known-key-changed = توقّع الآن بمفتاح غير الذي كانت توقّع به عندما أضفتَها إلى قائمتك.
known-title = { $count ->
    [zero] لا جهات مُصدِرة تعرفها
    [one] جهة مُصدِرة واحدة تعرفها
    [two] جهتان مُصدِرتان تعرفهما
    [few] { $count } جهات مُصدِرة تعرفها
    [many] { $count } جهة مُصدِرة تعرفها
   *[other] { $count } جهة مُصدِرة تعرفها
}
known-lead = هي محفوظة على هذا الجهاز فقط. لإضافة جهات أخرى، أفلِت هنا قائمة محفوظة في ملف.
known-export = حفظ القائمة في ملف
import-title = { $count ->
    [zero] قائمة ليس فيها أي جهة مُصدِرة
    [one] قائمة فيها جهة مُصدِرة واحدة
    [two] قائمة فيها جهتان مُصدِرتان
    [few] قائمة فيها { $count } جهات مُصدِرة
    [many] قائمة فيها { $count } جهة مُصدِرة
   *[other] قائمة فيها { $count } جهة مُصدِرة
}
import-lead = ستظهر هذه الجهات في النتائج بالأسماء الواردة في هذه القائمة. لا تعتمدها إلا إذا كنت تعرف من أعدّها.
import-take = إضافتها إلى قائمتي
import-leave = عدم إضافتها
doubt-shared = يمكن لأي شخص أن يكون له عنوان على { $host }. تأكّد من أن هذا العنوان يخص الجهة المُصدِرة.
doubt-letters = الاسم الحقيقي لهذا الموقع هو { $host }، وقد يشبه اسمًا آخر.
doubt-mixed = يجمع الاسم حروفًا من أبجديات مختلفة، وقد يجعله ذلك يشبه اسمًا آخر.
as-of = التحقق على أساس يوم آخر
as-of-label = اليوم
as-of-button = تحقّق
as-of-now = العودة إلى تاريخ اليوم
as-of-note = اليوم الذي تختاره يخص تواريخ الشارة وحدها. أما سحبها فيُتحقق منه دائمًا على أساس الوقت الحالي.
as-of-band = جرى التحقق من التواريخ على أساس { $date }، لا على أساس تاريخ اليوم.
issued-on = صدرت في { $date }.
expires-on = تنتهي صلاحيتها في { $date }.
expired-on = انتهت صلاحيتها في { $date }.
no-end = لم يُذكر تاريخ انتهاء.
not-withdrawn = لم تُسحب حتى { $date }.
no-way-shown = الجزء المعروض لا يذكر أي وسيلة لسحبها.
no-way-to-withdraw = لا تنشر الجهة المُصدِرة أي وسيلة لسحبها.
withdrawn = سحبتها الجهة المُصدِرة.
withdrawn-unknown = لا يُعرف إن كانت قد سُحبت.
not-confirmed-yet = هذا ما يقوله الملف نفسه، ولا شيء يؤكده حتى الآن.
cannot-rely = هذا ما يقوله الملف نفسه، ولا يمكن الاعتماد عليه.

## الشارة

badge-title = ما تقوله الشارة
badge-unreliable = ما يقوله الملف – لا يُعتمد عليه
badge-unconfirmed = ما يقوله الملف – غير مؤكَّد
badge-picture = الشارة: { $name }
picture-at = الصورة التي تشير إليها الشارة موجودة على { $host } ولم تُحمَّل.
picture-load = تحميل الصورة
picture-refused = تعذّر تحميلها.
pictures-differ = الصورة التي أضفتَها ليست الصورة التي تشير إليها الشارة.
picture-dropped = ما أضفتَه
picture-named = ما تشير إليه الشارة
criteria = معايير الحصول عليها
criteria-elsewhere = المعايير موجودة خارج هذا الملف، على العنوان: { $link }
class-elsewhere = ما تمثّله هذه الشارة موصوف في { $host }، ويُعرَض بعد قراءته من هناك.
criteria-none = لا يذكر الملف معايير الحصول عليها.
description = الوصف
skills = المهارات والأطر المرجعية
results = النتائج
result-level = المستوى
result-achieved = أُحرز
result-range = الممكن: من { $min } إلى { $max }.
result-allowed = الممكن: { $values }.
result-required = المطلوب: { $value }.
result-value = النتيجة
evidence = الأدلة
credits = الوحدات المعتمدة
credits-earned = المكتسب: { $earned }
credits-of = { $earned } من { $available }
credits-available = يمكن اكتساب { $available }
tags = الوسوم
issuer-profile = عن الجهة المُصدِرة
issuer-profile-note = بكلمات الجهة المُصدِرة نفسها.
awarded-on = تم الحصول عليها في { $date }.
license-number = رقم الترخيص
role = الدور
term = الفصل الدراسي
field-of-study = مجال الدراسة
specialization = التخصص
achievement-type = النوع
version = الإصدار
language = اللغة
related = إنجازات ذات صلة
creator = الإعداد
defined-by = من إعداد { $name }
parent-organisation = الجهة الأم
official = المسؤول
phone = الهاتف
address = العنوان
other-identifier = المعرّف
human-code = الرمز
assessed-by = جهة التقييم
earned-title = ما تم إنجازه
activity-period = من { $from } إلى { $until }.
activity-from = ابتداءً من { $from }.
activity-until = حتى { $until }.
evidence-inside = هذا الدليل محفوظ داخل الشارة؛ انظر نص JSON أدناه.
terms-of-use = شروط الاستخدام
links-closed = تظهر روابطها نصًا عاديًا، فلا أحد يضمن إلى أين تؤدي.
links-open = تفعيل الروابط
foreign-title = بتعبير الجهة المُصدِرة
foreign-note = هذه الكلمات حدّدتها الجهة المُصدِرة، لا مواصفة عامة.

## Many badges at once

list-issuer = الجهة المصدِرة
list-earner = حصل عليها
list-issued = تاريخ الإصدار
list-expires = تنتهي في
pile-search = بحث
pile-only = عرض
pile-all = الكل
pile-option = { $name } ({ $count })
pile-group = التجميع حسب
pile-group-none = بلا تجميع
pile-found-valid = سليمة
pile-found-open = لم يكتمل التحقق منها
pile-found-bad = غير سليمة
pile-none = لا توجد شارة مطابقة.
pile-more = عرض { $count } أخرى
pile-shown = عُرض { $shown } من { $count }
pile-claimed = بحسب الملف وحده
pile-inside = في «{ $name }»
pile-same-file = الملف نفسه مثل { $name }
pile-same-badge = الشارة نفسها كما في { $name }
pile-other-person = الشارة نفسها باسم شخص آخر في { $name }
pile-checking = جارٍ التحقق…
pile-progress = { $done } من { $of } ملفات، { $rate } في الثانية
pile-stopped = توقّف الفحص: { $detail }. يبقى ما وُجد حتى الآن. أفلت الملفات الأخرى مرة أخرى.
pile-paused = متوقف مؤقتًا
pile-pause = إيقاف مؤقت
pile-resume = متابعة
pile-csv = حفظ الجدول (CSV)
pile-reports = حفظ التقارير (JSON)
pile-evidence = حفظ الأدلة للجميع
pile-stamp = جرى التحقق في { $date } باستخدام Proofmark { $version }.
pile-file = الملف
pile-proven = الجهة المثبتة
pile-verdict = الحكم
pile-reason = السبب
people-title = المقارنة بقائمة أشخاص
people-lead = لمن كل شارة؟ تبقى القائمة على هذا الجهاز وتزول عند إغلاق الصفحة.
people-nobody-read = لم يُعثر فيها على أسماء أو عناوين.
people-label = أسماء وعناوين بريد إلكتروني، شخص واحد في كل سطر
people-file = أو ملف CSV
people-person = الشخص
people-badges = الشارات
people-none = لا شارة
people-left-out = { $count ->
    [zero] لم يُترك أحد.
    [one] تُرك شخص واحد آخر: القائمة طويلة جدًا.
    [two] تُرك شخصان آخران: القائمة طويلة جدًا.
    [few] تُرك { $count } أشخاص آخرين: القائمة طويلة جدًا.
    [many] تُرك { $count } شخصًا آخر: القائمة طويلة جدًا.
   *[other] تُرك { $count } شخص آخر: القائمة طويلة جدًا.
}
people-forget = انسَ القائمة
people-match = مُنحت إلى { $name }
people-match-loosely = مُنحت إلى { $name }؛ العنوان مكتوب بشكل مختلف قليلًا
people-near-capitals = قريبة من { $name }: العنوان نفسه بأحرف كبيرة. لا تُحسب له.
people-near-space = قريبة من { $name }: يختلف العنوان في المسافات. لا تُحسب له.
people-near-letters = قريبة من { $name }: يختلف العنوان في علامات الحروف أو في حروف متشابهة. لا تُحسب له.
people-near-tag = قريبة من { $name }: يختلف العنوان فيما بعد «+». لا تُحسب له.
people-name = تحمل اسم { $name }، وقد يحمله كثيرون. لا تُحسب له.
people-nobody = لم تُمنح لأحد في القائمة
people-unconfirmed = الشارة نفسها غير مؤكدة.
coverage-title = ما تغطيه هذه الشارات
coverage-show = عرض المهارات
coverage-hide = إخفاء المهارات
coverage-lead = { $count ->
    [zero] لا توجد شارة سليمة لجهتها المصدِرة اسم. تُحسب كل شارة مرة واحدة.
    [one] حُسبت من شارة واحدة سليمة لجهتها المصدِرة اسم. تُحسب كل شارة مرة واحدة.
    [two] حُسبت من شارتين سليمتين لجهتيهما المصدِرتين اسم. تُحسب كل شارة مرة واحدة.
    [few] حُسبت من { $count } شارات سليمة لجهاتها المصدِرة أسماء. تُحسب كل شارة مرة واحدة.
    [many] حُسبت من { $count } شارة سليمة لجهاتها المصدِرة أسماء. تُحسب كل شارة مرة واحدة.
   *[other] حُسبت من { $count } شارة سليمة لجهاتها المصدِرة أسماء. تُحسب كل شارة مرة واحدة.
}
coverage-none = لا تذكر أي منها مهارة.
coverage-matrix = من لديه ماذا
coverage-skill = المهارة
coverage-unnamed = غير مسمّى
coverage-not-listed = ليس في القائمة
coverage-others = { $count ->
    [zero] حُسبت كل الشارات
    [one] شارة واحدة لم تُحسب
    [two] شارتان لم تُحسبا
    [few] { $count } شارات لم تُحسب
    [many] { $count } شارة لم تُحسب
   *[other] { $count } شارة لم تُحسب
}
coverage-twin = حُسبت من قبل

## الشارات في الداخل ومن يعرضها

newer-title = لدى الجهة المُصدِرة إصدار أحدث
members-title = ما بداخلها
members-good = { $all ->
    [zero] لا شارات بالداخل.
    [one] الشارة الوحيدة بالداخل سليمة.
    [two] الشارتان بالداخل سليمتان.
    [few] كل الشارات بالداخل سليمة، وعددها { $all }.
    [many] كل الشارات بالداخل سليمة، وعددها { $all }.
   *[other] كل الشارات بالداخل سليمة، وعددها { $all }.
}
members-revoked = { $count ->
    [zero] لا شارات ملغاة من أصل { $all }.
    [one] شارة واحدة من أصل { $all } ملغاة.
    [two] شارتان من أصل { $all } ملغاتان.
    [few] { $count } شارات من أصل { $all } ملغاة.
    [many] { $count } شارة من أصل { $all } ملغاة.
   *[other] { $count } شارة من أصل { $all } ملغاة.
}
members-suspended = { $count ->
    [zero] لا شارات موقوفة مؤقتًا من أصل { $all }.
    [one] شارة واحدة من أصل { $all } موقوفة مؤقتًا.
    [two] شارتان من أصل { $all } موقوفتان مؤقتًا.
    [few] { $count } شارات من أصل { $all } موقوفة مؤقتًا.
    [many] { $count } شارة من أصل { $all } موقوفة مؤقتًا.
   *[other] { $count } شارة من أصل { $all } موقوفة مؤقتًا.
}
members-expired = { $count ->
    [zero] لا شارات منتهية الصلاحية من أصل { $all }.
    [one] شارة واحدة من أصل { $all } منتهية الصلاحية.
    [two] شارتان من أصل { $all } منتهيتا الصلاحية.
    [few] { $count } شارات من أصل { $all } منتهية الصلاحية.
    [many] { $count } شارة من أصل { $all } منتهية الصلاحية.
   *[other] { $count } شارة من أصل { $all } منتهية الصلاحية.
}
members-bad = { $count ->
    [zero] لا شارات غير موثوقة من أصل { $all }.
    [one] شارة واحدة من أصل { $all } لا يمكن الاعتماد عليها.
    [two] شارتان من أصل { $all } لا يمكن الاعتماد عليهما.
    [few] { $count } شارات من أصل { $all } لا يمكن الاعتماد عليها.
    [many] { $count } شارة من أصل { $all } لا يمكن الاعتماد عليها.
   *[other] { $count } شارة من أصل { $all } لا يمكن الاعتماد عليها.
}
members-open = { $count ->
    [zero] لا شارات لم يكتمل التحقق منها من أصل { $all }.
    [one] شارة واحدة من أصل { $all } لم يكتمل التحقق منها.
    [two] شارتان من أصل { $all } لم يكتمل التحقق منهما.
    [few] { $count } شارات من أصل { $all } لم يكتمل التحقق منها.
    [many] { $count } شارة من أصل { $all } لم يكتمل التحقق منها.
   *[other] { $count } شارة من أصل { $all } لم يكتمل التحقق منها.
}
members-key = { $count ->
    [zero] لا شارات وقّعها مجهول من أصل { $all }.
    [one] شارة واحدة من أصل { $all } لا نعرف من وقّعها.
    [two] شارتان من أصل { $all } لا نعرف من وقّعهما.
    [few] { $count } شارات من أصل { $all } لا نعرف من وقّعها.
    [many] { $count } شارة من أصل { $all } لا نعرف من وقّعها.
   *[other] { $count } شارة من أصل { $all } لا نعرف من وقّعها.
}
outline-title = كيف ترتبط الشارات بعضها ببعض
outline-lead = ما يتبع كل شارة، بحسب السجل.
outline-unknown = { $name } (ليست في هذا السجل)
relation-exact-match-of = هي نفسها
relation-is-child-of = تتبع
relation-is-parent-of = تضم
relation-is-part-of = جزء من
relation-is-peer-of = تقف إلى جانب
relation-is-related-to = لها علاقة مع
relation-precedes = تسبق
relation-replaced-by = حلّت محلها
relation-other = مرتبطة مع
member-open = عرض
badge-up = العودة إلى الشارة
member-up = المجموعة كلها
shown-by-title = من يعرضها؟
shown-by-owner = الشخص الذي مُنحت له، وهو يعرضها الآن.
disclosed-title = ما جرى إظهاره
disclosed-lead = اختار الحامل إظهار هذه الأجزاء. { $count ->
    [0] ولم يترك أي جزء آخر دون إظهار.
    [one] وبقي جزء آخر لم يُظهره.
    [two] وبقي جزءان آخران لم يُظهرهما.
    [few] وبقيت { $count } أجزاء أخرى لم يُظهرها.
    [many] وبقي { $count } جزءًا آخر لم يُظهره.
   *[other] وبقي { $count } جزء آخر لم يُظهره.
}
challenge-title = هل يعرضها صاحبها؟
challenge-lead = يمكن نسخ الشارة. ولمعرفة من يحملها الآن، أنشئ سؤالًا وأرسله إلى الشخص، ثم أفلِت هنا ما يعيده إليك: عرضًا موقَّعًا جوابًا عن هذا السؤال.
challenge-make = إنشاء سؤال
challenge-yours = سؤالك هو { $challenge } وسيبقى محفوظًا حتى تغلق هذه الصفحة.
challenge-copy = نسخ السؤال
endorsements-title = التزكيات
endorsed-badge = عن هذه الشارة
endorsed-achievement = عن الإنجاز
endorsed-issuer = عن الجهة المُصدِرة
endorsed-other = عن شيء في هذه الشارة
endorser-self = من الجهة المُصدِرة نفسها
endorser-nobody = طرف غير مذكور

## كيف عرفنا ذلك

checks-title = كيف عرفنا ذلك
axis-integrity = سلامة المحتوى
axis-issuer = الجهة المُصدِرة
axis-holder = الحامل
axis-status = السحب
axis-validity = التواريخ
axis-recipient = الشخص
axis-other = ملاحظات أخرى
outcome-passed = سليم
outcome-failed = غير سليم
outcome-unknown = لم يجرِ التحقق
outcome-noted = ملاحظة
outcome-not-applicable = لا شيء للتحقق منه
check-container-passed = أمكنت قراءة الملف الذي وردت فيه.
check-format-passed = صيغتها من الصيغ التي نستطيع قراءتها.
check-proof-hosted-passed = المعروض هنا موجود على عنوان الشارة نفسه.
check-proof-collection-passed = لم يُعدَّل فيها شيء منذ توقيعها.
check-proof-passed = لم تُعدَّل هذه الشارة منذ توقيعها.
check-key-hosted-passed = يسمح الملف التعريفي للجهة المُصدِرة بوجود شارات على هذا العنوان.
check-key-only-passed = وُقّعت بالمفتاح نفسه المذكور فيها كجهة مُصدِرة؛ ولا يُعرف صاحب هذا المفتاح.
check-key-holder-passed = وقّعها الحامل المذكور فيها.
check-key-passed = هذه الشارة موقَّعة من الجهة المُصدِرة المذكورة فيها.
check-status-passed = لم تُسحب هذه الشارة.
check-status-not-applicable = لا تنشر الجهة المُصدِرة أي وسيلة لسحبها.
check-period-passed = لم تنتهِ صلاحية هذه الشارة.
check-recipient-passed = مُنحت هذه الشارة للشخص الذي ذكرتَه.
check-recipient-not-applicable = لم يُحدَّد شخص للمقارنة به.
check-proof-other-passed = عليها توقيع آخر، وهو سليم أيضًا.
check-endorsement-passed = توجد تزكية سليمة، وهي تخص ما أُرفقت به.
check-presenter-owner-passed = في المجموعة شارة مُنحت للحامل.
check-presenter-passed = وقّع الحامل سؤالك، فمن يعرضها يملك المفتاح الآن.
check-proof-fits-passed = أجزاء الملف متوافقة فيما بينها، وهذا بإمكان أي شخص أن يصنعه.
check-hashlink-passed = إحدى الصور هي نفسها التي وُقّعت بصمتها.
check-schema-passed = تتوافق مع مخطط المواصفة التي تشير إليها.
check-refresh-passed = لا يوجد إصدار أحدث.
relies-on-signature = يتوقف ذلك على التوقيع؛ انظر «سلامة المحتوى» أعلاه.
note-at = الموضع: { $place }

## الاحتفاظ بالنتيجة

keep-title = الاحتفاظ بالنتيجة
keep-summary = نسخ ملخص
keep-report = حفظ التقرير (JSON)
keep-print = طباعة
keep-yours = هل هي شارتك؟
keep-linkedin = أضفها إلى ملف شخصي على LinkedIn
keep-evidence = حفظ مستندات التحقق
keep-recipient = تضمين الشخص الذي قارنتَ الشارة به في مستندات التحقق أيضًا
pack-title = استنادًا إلى مستندات محفوظة
pack-made = تستند هذه النتيجة إلى مستندات تحقق حُفظت في { $date }.
pack-by-device = أُعدّ ملفها على هذا الجهاز ولم يُعدَّل منذ ذلك الحين.
pack-by-trusted = ذكرتَ أن من أعدّ ملفها شخص تضمنه أنت.
pack-by-unknown = لا يُعرف من أعدّ ملفها، وما ليس موقَّعًا فيه لا يؤكد شيئًا.
pack-prepared = يستند جزء من هذه النتيجة إلى مستندات تحقق أُعدّت في { $date }.
piece-signed = موقَّع، وجرى التحقق من توقيعه. صاحب التوقيع: { $signer }
piece-fetched = غير موقَّع. استعلم عنه هذا الجهاز بنفسه.
piece-host = غير موقَّع. وضعه إلى جانب هذه الصفحة من يستضيفها.
piece-trusted = غير موقَّع. يستند إلى الثقة بمن أعدّ هذا الملف.
piece-supplied = غير موقَّع ولا يضمنه أحد، فلا يؤكد شيئًا.
piece-badge = الشارة نفسها. وما تستند إليه مذكور أدناه.
pack-anew = تركها والاستعلام من جديد
age-unknown = التاريخ غير معروف
pack-laid-by = تُستخدم مستندات التحقق لكل الشارات في علامة التبويب هذه.
pack-not-for-piles = لا أحد يضمن ذلك الملف، لذلك لم يُستخدم في هذا الجدول. افتح شارة وأفلت الملف هناك لترى ما يقوله.
pack-kept = تُستخدم مستندات التحقق لكل الشارات في علامة التبويب هذه، وهي محفوظة على هذا الجهاز.
finish-later-kept = الشارة وسؤالك محفوظان على هذا الجهاز، وتجدهما في صفحة البداية.
unfinished-title = لم يكتمل التحقق منها
unfinished-online = تنتظر هذه الشارات إجابات من الجهات المُصدِرة لها. الاتصال بالشبكة متوفر الآن.
unfinished-offline = تنتظر هذه الشارات إجابات من الجهات المُصدِرة لها. لا يوجد اتصال بالشبكة الآن.
unfinished-open = عرضها والاستعلام
network-back = عاد الاتصال بالشبكة. { $count ->
    [zero] لا توجد شارات تنتظر
    [one] شارة واحدة تنتظر
    [two] شارتان تنتظران
    [few] { $count } شارات تنتظر
    [many] { $count } شارة تنتظر
   *[other] { $count } شارة تنتظر
} إكمال التحقق.
kept-title = المحفوظ على هذا الجهاز
kept-hosts = المواقع التي يُستعلم منها دون سؤالك
kept-issuers = الجهات المُصدِرة التي تعرفها
kept-language = اللغة التي اخترتَها
kept-explorers = المواقع التي اخترتَها للاستعلام عن المعاملات
kept-device = قيمة سرية يتعرّف بها هذا الجهاز على ملفات مستندات التحقق التي أعدّها
kept-unfinished = شارة لم يكتمل التحقق منها: { $name }
kept-history = شارة تحققتَ منها
kept-evidence = مستندات تحقق أُعدّت للاستخدام دون اتصال
kept-size = { $count } كيلوبايت
kept-note = في النافذة الخاصة يُمحى كل هذا عند إغلاقها. وبعد حذفه، تُعامَل ملفات مستندات التحقق التي أعدّها هذا الجهاز كأنها من طرف مجهول.
kept-delete = حذف كل ذلك
kept-deleted = حُذف كل ما كان محفوظًا على هذا الجهاز.
kept-refused = لا يحفظ هذا المتصفح شيئًا هنا، وقد تكون هذه نافذة خاصة. ما على الشاشة باقٍ، وما تحفظه في ملف يبقى لديك.
kept-full = لم تعد على هذا الجهاز مساحة كافية، فلم يُحفظ ذلك. ما على الشاشة باقٍ، وما تحفظه في ملف يبقى لديك.
prepare-title = التحضير للاستخدام دون اتصال
prepare-offer = اجمع ما تنشره الجهات المُصدِرة في ملف واحد، لجهاز غير متصل بالشبكة.
prepare-begin = إعداد ملف
prepare-lead = اذكر الجهات المُصدِرة التي ستتحقق من شاراتها. يُجمع ما تنشره – من مفاتيح وملفات تعريفية وقوائم شارات مسحوبة – في ملف واحد. أفلِته على الجهاز غير المتصل بالشبكة قبل التحقق من الشارات هناك.
prepare-label = عناوين الجهات المُصدِرة، كل عنوان في سطر
prepare-hint = معرّف did:web أو عنوان https أو اسم نطاق. ويمكنك أيضًا أن تُفلِت شاراتها في هذه الصفحة، فهي وحدها تدل على مكان القوائم. ولا تُضاف أي شارة إلى الملف.
prepare-add = إضافة
prepare-for = لهذه الجهات
prepare-odd = ليس هذا عنوان جهة مُصدِرة: «{ $text }». اكتب معرّف DID أو عنوان ويب أو اسم نطاق.
prepare-ask = لجمع ذلك، تحتاج هذه الصفحة إلى الاستعلام من:
prepare-warning = ستعلم هذه المواقع أن أحدًا يستعلم من عنوان شبكتك، ولن تعلم عمّن يستعلم.
prepare-asking = { $count ->
    [zero] لا استعلامات جارية
    [one] استعلام واحد جارٍ
    [two] استعلامان جاريان
    [few] { $count } استعلامات جارية
    [many] { $count } استعلامًا جاريًا
   *[other] { $count } استعلام جارٍ
} الآن.
prepare-collected = { $count ->
    [zero] لم تُجمع أي إجابة
    [one] جُمعت إجابة واحدة
    [two] جُمعت إجابتان
    [few] جُمعت { $count } إجابات
    [many] جُمعت { $count } إجابة
   *[other] جُمعت { $count } إجابة
}
prepare-save = حفظ الملف
prepare-then = لا تُعتمد قائمة الشارات المسحوبة أكثر من أسبوع، وبعد ذلك تذكر النتيجة كم مضى عليها. أعد الجمع قبل ذلك.
prepare-refused = تعذّر الحصول عليه
prepare-refused-note = هذا معتاد، فكل جهة مُصدِرة تنشر مفاتيحها في واحد من عدة أماكن ممكنة.
pack-offer-title = شارة مع مستندات التحقق منها
pack-offer-lead = في الملف «{ $file }» شارة مع مستندات تحقق حفظها شخص ما في { $date }.
pack-offer-question = هل أعددتَ هذا الملف أنت أو شخص تضمنه؟
pack-offer-warning = الملف الذي يقدّمه المرشّح لا يثبت شيئًا بمفرده، فقد يكون هو من أعدّ مستندات التحقق أيضًا.
pack-offer-prepared = مستندات تحقق دون شارة
pack-offer-prepared-lead = { $count ->
    [zero] لا إجابات من جهات مُصدِرة
    [one] إجابة واحدة من جهة مُصدِرة
    [two] إجابتان من جهات مُصدِرة
    [few] { $count } إجابات من جهات مُصدِرة
    [many] { $count } إجابة من جهات مُصدِرة
   *[other] { $count } إجابة من جهات مُصدِرة
}، لجهاز غير متصل بالشبكة. تاريخ الجمع: { $date }.
pack-offer-beside = استخدام مستندات التحقق التي فيه للشارة المعروضة على الشاشة، بدلًا من فتح الشارة التي فيه
pack-offer-keep = حفظه على هذا الجهاز لأيام أخرى
pack-offer-open = فتح
pack-offer-yes = نعم
pack-offer-no = لا، أو لا أعرف
summary-verdict = { $title }. { $sentence }
summary-badge = الشارة: «{ $name }».
summary-stamp = جرى التحقق في { $date } باستخدام Proofmark { $version }. الملف: { $file } وبصمته SHA-256: { $hash }.

## للمهندسين

inspector-title = تفاصيل تقنية
inspector-container = وُجدت في
inspector-format = الصيغة
inspector-hash = بصمة SHA-256 للملف
inspector-timing = الوقت المستغرق
inspector-took = القراءة في { $read } ms، والتحقق في { $verify } ms
inspector-status = مدخل الحالة
inspector-list = القائمة
inspector-purpose = الغرض
inspector-index = الموضع
inspector-index-of = { $index } من { $entries }
inspector-value = القيمة
inspector-bits = بتات القائمة ابتداءً من { $first }، وبتات المدخل بين قوسين معقوفين
inspector-json = الشهادة الرقمية كما وُجدت
inspector-report = التقرير (JSON)
inspector-proof = التوقيع
inspector-integrity = سلامة البايتات
inspector-binding = مفتاح الجهة المُصدِرة
inspector-clause = جرى التحقق وفق
inspector-method = اسم المفتاح
inspector-key = المفتاح
inspector-key-missing = غير موجود
inspector-source = قُرئ المفتاح من
inspector-from-identifier = معرّفه نفسه
inspector-from-header = ترويسة JWS
inspector-signature = قيمة التوقيع
inspector-document = المستند بالصيغة القانونية (canonical)
inspector-configuration = خيارات الإثبات بالصيغة القانونية (canonical)
inspector-mandatory = العبارات التي تشترط الجهة المُصدِرة إظهارها
inspector-chosen = العبارات التي اختار الحامل إظهارها
inspector-document-hash = بصمة المستند
inspector-configuration-hash = بصمة خيارات الإثبات
inspector-merkle-path = من المستند إلى الجذر
inspector-merkle-root = جذر الشجرة
inspector-anchors = المعاملات
inspector-header = الترويسة
inspector-payload = الحمولة
inspector-hosted = الموجود على عنوانها
inspector-disclosures = الإفصاحات
inspector-signed = البايتات التي وُقّعت
copy = نسخ
copied = تم النسخ
not-copied = لم ينسخه متصفحك. حدِّد النص وانسخه بنفسك.

## الرموز

code-signature-mismatch = التوقيع لا يطابق المحتوى.
    .means = عُدّل الملف بعد توقيعه، أو أُخذ التوقيع من شارة أخرى.
    .todo = اطلب من الشخص الملف الأصلي، أو اطلب تأكيدًا من الجهة المُصدِرة.
code-hashlink-mismatch = إحدى الصور ليست الصورة التي وُقّعت ({ $detail }).
    .means = استُبدلت الصورة الموجودة على عنوانها بعد إصدار الشارة.
    .todo = لا تعتمد على الصورة، واسأل الجهة المُصدِرة.
code-unsigned-member = العنصر «{ $detail }» لا يشمله التوقيع.
    .means = كان بإمكان أي شخص إضافة هذا الجزء أو تغييره دون أن يتأثر التوقيع.
    .todo = اطلب من الجهة المُصدِرة إصدار الشارة من جديد، واذكر لها الجزء غير المشمول.
code-context-redefined = تعطي الشارة الكلمة «{ $detail }» معنى غير معناها في المواصفة.
    .means = قد يختلف ما يعرضه برنامج ما عمّا جرى توقيعه.
    .todo = لا تعتمد عليها، وتواصل مع الجهة المُصدِرة.
code-context-invalid = مفردات الشارة يناقض بعضها بعضًا ({ $detail }).
    .means = لا يمكن تحديد ما جرى توقيعه.
    .todo = اطلب من الجهة المُصدِرة إصدار الشارة من جديد.
code-duplicate-member = العنصر «{ $detail }» وارد مرتين.
    .means = قد يقرأ برنامجان من هذا الملف شارتين مختلفتين.
    .todo = لا تعتمد عليها، واطلب من الجهة المُصدِرة نسخة سليمة.
code-malformed-json = بيانات الشارة غير مقروءة ({ $detail }).
    .means = النص تالف أو مقطوع.
    .todo = نزّل الشارة مجددًا من حيث صدرت.
code-contradictory-claims = الشارة تناقض نفسها ({ $detail }).
    .means = تحت التوقيع الواحد قولان لا يمكن أن يكونا صحيحين معًا.
    .todo = تواصل مع الجهة المُصدِرة.
code-several-credentials = تحت التوقيع الواحد أكثر من شارة ({ $detail }).
    .means = ليس واضحًا أيّها كان المقصود بالتوقيع.
    .todo = اطلب ملفًا فيه شارة واحدة.
code-forbidden-shape = بُنيت الشارة بطريقة يمكن أن تخفي أشياء ({ $detail }).
    .means = قد يختلف ما يعرضه برنامج ما عمّا جرى توقيعه.
    .todo = لا تعتمد عليها، وتواصل مع الجهة المُصدِرة.
code-malformed-proof = التوقيع غير سليم البناء ({ $detail }).
    .means = إما أنه تعرّض للتلف، وإما أنه لم يصدر عن برنامج توقيع يعمل كما ينبغي.
    .todo = نزّل الشارة مجددًا، أو تواصل مع الجهة المُصدِرة.
code-anchor-mismatch = هذه المعاملة تحتوي على شيء آخر: { $detail }
    .means = ما كُتب في سلسلة الكتل ليس هذه الشارة.
    .todo = لا تعتمد عليها، واسأل الجهة المُصدِرة.
code-wrong-proof-purpose = وُضع التوقيع لغرض آخر ({ $detail }).
    .means = لم يوضع لإصدار شارة.
    .todo = لا تعتمد عليها، وتواصل مع الجهة المُصدِرة.
code-algorithm-refused = طريقة التوقيع «{ $detail }» لا تثبت شيئًا.
    .means = بإمكان أي شخص وضع توقيع كهذا.
    .todo = اطلب من الجهة المُصدِرة شارة موقَّعة توقيعًا سليمًا.
code-proof-expired = انتهت مدة التوقيع نفسه في { $detail }.
    .means = أرادت الجهة المُصدِرة استخدامه حتى ذلك الحين فقط.
    .todo = اطلب من الجهة المُصدِرة نسخة جديدة.
code-key-not-issuers = مفتاح التوقيع ليس مفتاح الجهة المُصدِرة ({ $detail }).
    .means = إما أن طرفًا آخر وقّع هذه الشارة باسم الجهة المُصدِرة، وإما أن صفحتها لا تذكر هذا المفتاح.
    .todo = اسأل الجهة المُصدِرة إن كانت الشارة صادرة عنها.
code-outside-scope = الجهة المُصدِرة لا تحفظ شاراتها هناك ({ $detail }).
    .means = يحدّد الملف التعريفي للجهة المُصدِرة مكان شاراتها، وهذا مكان آخر.
    .todo = اسأل الجهة المُصدِرة إن كانت الشارة صادرة عنها.
code-hosted-elsewhere = الشارة محفوظة على عنوان غير المذكور في الملف ({ $detail }).
    .means = قاد إليه العنوان المذكور في الملف.
    .todo = لا يلزمك فعل شيء.
code-http-address = عنوان الشارة هو { $detail }، وتستعلم هذه الصفحة عبر https بدلًا منه.
    .means = عبر http يمكن لأي طرف على الطريق تغيير الإجابة.
    .todo = انصح الجهة المُصدِرة بنقل شاراتها إلى https.
code-copy-differs = يختلف الملف في العنصر «{ $detail }» عن الشارة الموجودة على عنوانها.
    .means = المعروض هو الشارة الموجودة على عنوانها، وقد يكون الملف قديمًا أو معدَّلًا.
    .todo = خُذ بما هو معروض هنا.
code-key-not-holders = مفتاح التوقيع ليس مفتاح الحامل ({ $detail }).
    .means = جمع طرف آخر هذه الشارات باسم الحامل.
    .todo = اطلب من الشخص إرسالها مجددًا من محفظته الرقمية.
code-challenge-mismatch = هذه إجابة عن سؤال آخر ({ $detail }).
    .means = وُقّعت لطرف آخر، أو قبل أن تسأل، فقد تكون نسخة.
    .todo = أرسل سؤالك مجددًا واطلب عرضًا معدًّا له.
code-not-presented = لم يوقّع أحد هذه المجموعة.
    .means = كل شارة فيها تتحدث عن نفسها، ولا يُعرف من يعرضها.
    .todo = أنشئ سؤالًا للحامل إن احتجت إلى معرفة من يعرضها.
code-unsupported-envelope = تتعرّف هذه الصفحة على الصيغة «{ $detail }» لكنها لا تتحقق منها بعد.
    .means = قد تكون أصلية، إذ لم يتبيّن عنها أي شيء.
    .todo = اطلب من الجهة المُصدِرة الشارة بصيغة JSON أو JWT.
code-holder-not-confirmed = لم يؤكد الحامل مفتاح التوقيع ({ $detail }).
    .means = لم يُعدَّل أي شيء، لكن لا يُعرف من وقّعها.
    .todo = اطلب من الشخص إرسالها مجددًا من محفظته الرقمية.
code-presenter-not-recipient = يعرضها شخص غير الذي مُنحت له ({ $detail }).
    .means = قد تكون الشارة أصلية وتخص شخصًا آخر.
    .todo = اسأله كيف وصلت إليه.
code-presenter-unproven = لا إثبات لهوية من يعرضها.
    .means = بإمكان أي شخص لديه نسخة أن يعرضها.
    .todo = أنشئ سؤالًا للحامل إن احتجت إلى معرفة ذلك.
code-not-fresh = لا يُعرف متى عُرضت.
    .means = وقّعها الحامل في وقت ما، ولا تختلف عنها النسخة في المظهر.
    .todo = أنشئ سؤالًا وأرسله إلى الشخص، ثم أفلِت هنا ما يعيده إليك.
code-key-binding-failed = توقيع الحامل المرافق لها غير سليم ({ $detail }).
    .means = يُحكم على الشارة بتوقيعها هي، أما من يعرضها فلا إثبات لهويته.
    .todo = اطلب من الشخص إرسالها مجددًا من محفظته الرقمية.
code-no-key-binding = لم يوقّع الحامل عند عرضها.
    .means = بإمكان أي شخص لديه نسخة أن يعرضها.
    .todo = اطلب من الشخص عرضًا يجيب عن سؤالك.
code-endorsement-failed = توجد تزكية لا تصح.
    .means = لا اعتبار لما تقوله. أما الشارة نفسها فلا تتأثر.
    .todo = لا تأخذ بهذه التزكية.
code-endorses-something-else = توجد تزكية تخص شيئًا آخر ({ $detail }).
    .means = هي أصلية، لكنها لا تتحدث عمّا أُرفقت به.
    .todo = لا تأخذ بهذه التزكية.
code-endorsement-unknown = توجد تزكية لم يكتمل التحقق منها.
    .means = الشارة نفسها لا تتأثر.
    .todo = افتح التزكية أدناه لترى ما ينقصها.
code-presented-to-other = أُعدّت من أجل { $detail }.
    .means = قد يكون من طلبها قد مرّرها إلى غيره.
    .todo = تأكّد من أنك المقصود.
code-self-endorsement = صاحب التزكية هو الجهة المُصدِرة نفسها.
    .means = لا أحد غيرها يؤيدها.
    .todo = أعطها وزن كلام الجهة المُصدِرة عن نفسها.
code-key-no-longer-published = سحبت الجهة المُصدِرة مفتاح التوقيع ({ $detail }).
    .means = كان مفتاحها فيما مضى. وقد تكون الشارة أصلية، لكن المفتاح لم يعد يشهد لها.
    .todo = اطلب من الجهة المُصدِرة نسخة جديدة.
code-key-is-public = الجزء السري من مفتاح التوقيع منشور للعموم.
    .means = كان بإمكان أي شخص وضع هذا التوقيع.
    .todo = لا تعتمد عليها.
code-malformed-key = مفتاح التوقيع غير صالح للاستخدام ({ $detail }).
    .means = لا يمكن التحقق به من أي توقيع.
    .todo = تواصل مع الجهة المُصدِرة.
code-malformed-identifier = المعرّف «{ $detail }» غير سليم البناء.
    .means = لا يمكن العثور به على أحد.
    .todo = تواصل مع الجهة المُصدِرة.
code-revoked = ألغتها الجهة المُصدِرة.
    .means = لم تعد سارية، ولا رجعة في ذلك.
    .todo = اسأل الجهة المُصدِرة أو الشخص عن السبب.
code-suspended = أوقفتها الجهة المُصدِرة مؤقتًا.
    .means = ليست سارية في الوقت الحالي.
    .todo = تواصل مع الجهة المُصدِرة، وتحقّق منها مجددًا لاحقًا.
code-expired = انتهت صلاحيتها في { $detail }.
    .means = صدرت لمدة محدودة، وقد انقضت.
    .todo = اطلب من الشخص شارة مجدَّدة.
code-not-yet-valid = تبدأ صلاحيتها في { $detail }.
    .means = لا تسري قبل ذلك.
    .todo = تحقّق منها مجددًا حينئذ.
code-period-reversed = تنتهي صلاحيتها في { $detail }، أي قبل أن تبدأ.
    .means = لم تكن سارية قط.
    .todo = تواصل مع الجهة المُصدِرة.
code-unsigned = لا يوجد توقيع.
    .means = كان بإمكان أي شخص كتابة هذا الملف.
    .todo = اطلب من الشخص الشارة الموقَّعة، أو اطلب تأكيدًا من الجهة المُصدِرة.
code-only-a-part = هذا جزء من شارة ({ $detail })، وليس شارة حصل عليها شخص.
    .means = لا يُذكر فيه أحد، فلا شيء للتحقق منه.
    .todo = اطلب من الشخص الشارة نفسها.
code-hosted = هذا الملف لا يفعل سوى الإحالة إلى شارة على العنوان: { $detail }.
    .means = الشارة الفعلية هي ما يجيب به ذلك العنوان، أما الملف نفسه فلا يثبت شيئًا.
    .todo = افتح العنوان، أو اسأل صاحبه.
code-test-chain = مثبَّتة في سلسلة كتل تجريبية، وهذا لا يثبت شيئًا ({ $detail }).
    .means = يستطيع أي شخص أن يكتب أي شيء في سلسلة كهذه دون مقابل، فهي مخصَّصة للتجربة.
    .todo = اطلب من الجهة المُصدِرة الشهادة الحقيقية.
code-anchor-not-checked = أجزاؤها متسقة، لكن لم يجرِ التحقق من تثبيتها في سلسلة الكتل ({ $detail }).
    .means = أجزاء الملف متوافقة فيما بينها، وهذا بإمكان أي شخص أن يصنعه. أما من كتبها في سلسلة الكتل ومتى، فتبيّنه المعاملة والملف التعريفي للجهة المُصدِرة.
    .todo = اختر الموقع الذي يُستعلم منه عن المعاملة.
code-nothing-checked = تعذّر التحقق من أي شيء.
    .means = لم يكن في الملف ما يمكن التحقق منه.
    .todo = اطلب الملف الأصلي.
code-base-proof = في هذا الملف توقيع الجهة المُصدِرة الكامل، الذي ينبغي أن يكون لدى الحامل وحده.
    .means = هو المادة الأولية التي يُعدّ منها الحامل شارة لعرضها. ولم يجرِ التحقق من أي شيء.
    .todo = اطلب من الشخص الشارة التي تُعدّها محفظته الرقمية لعرضها على الآخرين.
code-unsupported-suite = الشارة موقَّعة بطريقة لا تستطيع هذه الصفحة التحقق منها بعد: «{ $detail }».
    .means = قد يكون التوقيع سليمًا تمامًا.
    .todo = استخدم أداة تحقق أخرى لهذه الشارة، أو تواصل مع الجهة المُصدِرة.
code-unsupported-algorithm = الشارة موقَّعة بطريقة لا تستطيع هذه الصفحة التحقق منها بعد: «{ $detail }».
    .means = قد يكون التوقيع سليمًا تمامًا.
    .todo = استخدم أداة تحقق أخرى لهذه الشارة، أو تواصل مع الجهة المُصدِرة.
code-unsupported-key = مفتاح التوقيع من نوع لا تستطيع هذه الصفحة استخدامه بعد ({ $detail }).
    .means = قد يكون التوقيع سليمًا تمامًا.
    .todo = استخدم أداة تحقق أخرى لهذه الشارة، أو تواصل مع الجهة المُصدِرة.
code-keys-missing = لم يصل جزء هذه الصفحة الذي يعرف هذا النوع من المفاتيح ({ $detail }).
    .means = لم يتبيّن أي شيء عن التوقيع.
    .todo = تحقّق من اتصالك وأعد تحميل هذه الصفحة.
code-unsupported-did-method = الجهة المُصدِرة معرَّفة بطريقة لا تستطيع هذه الصفحة البحث بها: «did:{ $detail }».
    .means = لا يُعرف إن كان المفتاح مفتاح الجهة المُصدِرة.
    .todo = تواصل مع الجهة المُصدِرة.
code-old-blockcerts = هذه شهادة من الإصدار 1 الذي لا يجري التحقق منه هنا، وهي من نوع Blockcerts.
    .means = استُبدل هذا النوع في عام 2017، ولم تعد قواعده قيد الصيانة. وهذا لا يقول شيئًا عن كونها أصلية أم لا.
    .todo = اطلب من الجهة المُصدِرة شهادة أحدث.
code-unsupported-format = تتعرّف هذه الصفحة على الصيغة «{ $detail }» لكنها لا تتحقق منها بعد.
    .means = هذا لا يقول شيئًا عن كونها أصلية أو لا.
    .todo = استخدم أداة تحقق أخرى، أو اطلب ملف Open Badges 3.0.
code-foreign-context = تستخدم الشارة كلمات غير معروفة هنا، وتعريفها على العنوان: { $detail }.
    .means = دون تعريفها لا يمكن تحديد ما جرى توقيعه.
    .todo = اطلب التعريف من ذلك العنوان، أو تواصل مع الجهة المُصدِرة.
code-too-complex = تتطلّب الشارة عملًا أكثر مما تتطلبه أي شارة حقيقية ({ $detail }).
    .means = أُوقف التحقق منها حتى تظل هذه الصفحة تعمل.
    .todo = لا تعتمد عليها، وتواصل مع الجهة المُصدِرة.
code-issuer-not-confirmed = لم تؤكد الجهة المُصدِرة المفتاح ({ $detail }).
    .means = لم يُعدَّل أي شيء، لكن لا يُعرف لمن التوقيع.
    .todo = تواصل مع الجهة المُصدِرة.
code-supplied-evidence = ما يمكن أن يؤكد ذلك جاء مع الشارة ({ $detail }).
    .means = ربما أعدّ هذا أيضًا من أعدّ الشارة.
    .todo = استعلم من عنوان الجهة المُصدِرة نفسها.
code-not-fetched = لم يجرِ الاستعلام بعد من: { $detail }.
    .means = الإجابة لازمة لإتمام التحقق.
    .todo = سيجري الاستعلام بعد موافقتك وبعد حسم ما يسبقه.
code-declined = اخترتَ عدم الاستعلام.
    .means = يبقى الأمر دون حسم.
    .todo = اختر «إعادة الاستعلام» متى شئت.
code-offline = هذا الجهاز غير متصل بالشبكة.
    .means = تعذّر الاستعلام من العنوان { $detail }.
    .todo = تحقّق مجددًا عند توفر الاتصال.
code-blocked = لا يسمح العنوان { $detail } لهذه الصفحة بقراءة إجابته، أو تعذّر الوصول إليه.
    .means = كثير من الخوادم تمنع صفحات الويب من قراءتها، أو أن هذا الجهاز غير متصل. وهذا لا يقول شيئًا عن الشارة.
    .todo = افتح العنوان بنفسك، أو تواصل مع الجهة المُصدِرة.
code-unsafe-address = لا يجوز لهذه الصفحة الاستعلام من العنوان: { $detail }.
    .means = لا يُستعلم إلا من عناوين https العامة، حتى لا تصل أي شارة إلى داخل شبكتك.
    .todo = تواصل مع الجهة المُصدِرة.
code-not-found = المطلوب غير موجود على العنوان: { $detail }.
    .means = ربما نقلته الجهة المُصدِرة أو أزالته.
    .todo = تواصل مع الجهة المُصدِرة.
code-gone = يفيد العنوان { $detail } بأن المطلوب قد أُزيل.
    .means = أزالت الجهة المُصدِرة ما نحتاج إليه هنا.
    .todo = تواصل مع الجهة المُصدِرة.
code-server-error = أجاب الخادم بخطأ ({ $detail }).
    .means = هذا لا يقول شيئًا عن الشارة.
    .todo = حاول مجددًا لاحقًا، أو تواصل مع الجهة المُصدِرة.
code-timed-out = لم تصل إجابة في الوقت المحدد من: { $detail }.
    .means = هذا لا يقول شيئًا عن الشارة.
    .todo = حاول مجددًا لاحقًا، أو تواصل مع الجهة المُصدِرة.
code-redirected = يحيل العنوان { $detail } هذه الصفحة إلى عنوان آخر.
    .means = لا يُعرف إلى أين قبل الذهاب إليه، ولا يُستعلم إلا من المواقع التي وافقتَ عليها.
    .todo = افتح العنوان بنفسك، أو اطلب من الجهة المُصدِرة أن تجيب على هذا العنوان بعينه.
code-answer-too-large = حجم الإجابة كبير جدًا، وقد وردت من: { $detail }.
    .means = لا يمكن أن تكون هي المطلوب.
    .todo = تواصل مع الجهة المُصدِرة.
code-malformed-answer = الإجابة ليست ما طُلب ({ $detail }).
    .means = ربما أرسل الخادم صفحة خطأ بدلًا منها.
    .todo = افتح العنوان بنفسك، أو تواصل مع الجهة المُصدِرة.
code-unsupported-status = خبر سحبها من عدمه منشور بطريقة لا تستطيع هذه الصفحة قراءتها ({ $detail }).
    .means = ربما تكون قد سُحبت.
    .todo = تواصل مع الجهة المُصدِرة.
code-unknown-status-purpose = وضعت الجهة المُصدِرة عليها علامة لغرض لا تعرفه هذه الصفحة ({ $detail }).
    .means = ربما لم تعد سارية.
    .todo = اسأل الجهة المُصدِرة عن معنى العلامة.
code-malformed-status = البيان الذي يدل على مكان البحث عن السحب غير سليم البناء ({ $detail }).
    .means = لا يُعرف إن كانت قد سُحبت.
    .todo = تواصل مع الجهة المُصدِرة.
code-status-list-unverified = تعذّر تأكيد قائمة الشارات المسحوبة ({ $detail }).
    .means = قد لا تكون قائمة الجهة المُصدِرة.
    .todo = تواصل مع الجهة المُصدِرة.
code-status-list-unreadable = قائمة الشارات المسحوبة غير مقروءة ({ $detail }).
    .means = لا يُعرف إن كانت هذه الشارة قد سُحبت.
    .todo = حاول مجددًا لاحقًا، أو تواصل مع الجهة المُصدِرة.
code-status-list-outdated = قائمة الشارات المسحوبة خارج مدتها ({ $detail }).
    .means = لا تقول شيئًا عن اليوم.
    .todo = حاول مجددًا لاحقًا، أو تواصل مع الجهة المُصدِرة.
code-stale = قائمة الشارات المسحوبة قديمة جدًا ({ $detail }).
    .means = ربما سُحبت الشارة منذ ذلك الحين.
    .todo = اطلب القائمة من جديد.
code-clock-suspect = ساعة هذا الجهاز غير صحيحة حتمًا (ينبغي أن تكون بعد { $detail }).
    .means = لا يمكن القول إن كانت صلاحية الشارة قد انتهت.
    .todo = اضبط الساعة وتحقّق مجددًا.
code-unreadable-date = التاريخ «{ $detail }» لا تستطيع هذه الصفحة قراءته.
    .means = لا يمكن القول إن كانت صلاحية الشارة قد انتهت.
    .todo = تواصل مع الجهة المُصدِرة.
code-recipient-mismatch = مُنحت لشخص آخر.
    .means = ما كتبتَه غير موجود في الشارة.
    .todo = راجِع الكتابة، واسأل الشخص عن العنوان الذي أُرسلت إليه الشارة.
code-recipient-not-named = لا تذكر الشارة أحدًا يمكن المقارنة به.
    .means = لا يمكن أن يُعرف من الشارة إن كانت للمرشّح لديك.
    .todo = اطلب من الشخص أن يعرضها في حسابه.
code-recipient-not-compared = لم يُحدَّد شخص للمقارنة به.
    .means = لم يجرِ التحقق من أنها للمرشّح لديك.
    .todo = اكتب عنوان بريد إلكتروني للمقارنة.
code-schema-mismatch = لا تتوافق مع المخطط الذي تشير إليه ({ $detail }).
    .means = كُتبت دون عناية. وليس ذلك علامة على التزوير، ولا يؤثر في النتيجة.
    .todo = أخبر الجهة المُصدِرة بالمواضع التي تحتاج إلى إصلاح.
code-schema-not-checked = تشير الشارة إلى مخطط غير معروف هنا: { $detail }
    .means = لم يجرِ التحقق من توافقها معه، ولم يُستعلم من أحد، ولا يؤثر ذلك في النتيجة.
    .todo = لا يلزمك فعل شيء.
code-not-in-schema = لا يسمح المخطط بهذا: { $detail }.
    .means = يطلب المخطط في ذلك الموضع شيئًا آخر.
    .todo = لا يلزمك فعل شيء.
code-empty-file = هذا الملف فارغ.
    .means = لا شيء فيه.
    .todo = اطلب الملف مجددًا.
code-file-too-large = هذا الملف كبير جدًا ({ $detail }).
    .means = حجم الشارات أقل من 20 ميغابايت.
    .todo = اطلب ملف الشارة الأصلي.
code-folder = هذا مجلد.
    .means = الشارات ملفات.
    .todo = افتح المجلد وأفلِت هنا الملفات التي فيه.
code-not-a-badge-file = هذا النوع من الملفات لا يحمل شارة ({ $detail }).
    .means = الشارات صور PNG أو SVG، أو نصوص JSON أو JWT.
    .todo = اطلب الملف الأصلي، فصورة فوتوغرافية للشارة أو لقطة شاشة لا تكفي.
code-no-badge-in-picture = هذه صورة لا شارة فيها.
    .means = الهواتف وبرامج المحادثة وبرامج التحرير تزيل الشارة من الصورة عند حفظها أو إرسالها.
    .todo = اطلب الملف الأصلي، مرسَلًا كملف لا كصورة.
code-no-badge-in-pdf = هذا ملف PDF لا شارة فيه.
    .means = لم تُرفق به أي شارة، ولم يظهر في صفحاته أي رمز QR.
    .todo = اطلب الشارة نفسها، فالشهادة الورقية أو المحفوظة بصيغة PDF ليست سوى صورة عنها.
code-pdf-encrypted = ملف PDF هذا محمي بكلمة مرور. { $detail }
    .means = لا يمكن قراءة أي شيء فيه دون كلمة المرور.
    .todo = افتحه بكلمة المرور واحفظه من دونها، ثم أفلِت الملف الجديد هنا.
code-packed-code = يحمل رمز QR هذا عرضًا مضغوطًا لأجهزة المسح: { $detail }
    .means = قد يكون أصليًا، لكن هذه الصفحة لا تستطيع فك ضغطه (CBOR-LD).
    .todo = اطلب الشارة في ملف، أو اطلب رابطًا إليها.
code-wallet-code = رمز QR هذا مخصص لمحفظة رقمية: { $detail }
    .means = يعرض على الحامل شهادة رقمية أو يطلبها منه، وليس شارة في حد ذاته.
    .todo = اطلب الشارة في ملف، أو اطلب رابطًا إليها.
code-other-code = لا يحمل رمز QR هذا شارة. ومحتواه: { $detail }
    .means = ليس رابطًا ولا شارة.
    .todo = اطلب الشارة في ملف، أو اطلب رابطًا إليها.
code-reader-missing = لم يصل جزء هذه الصفحة الذي يفحص مثل هذه الملفات.
    .means = يُحمَّل هذا الجزء عند الحاجة، وقد انقطع الاتصال. وهذا لا يقول شيئًا عن الملف.
    .todo = تحقّق من اتصالك، ثم أفلِت الملف مجددًا.
code-reader-stopped = أُوقف فحص هذا الملف ({ $detail }).
    .means = تطلّب وقتًا أو ذاكرة أكثر مما ينبغي. وهذا لا يقول شيئًا عن شارة قد تكون فيه.
    .todo = اقتطع الرمز من الصورة، أو اطلب الشارة في ملف.
code-camera-refused = لا يُسمح لهذه الصفحة باستخدام الكاميرا.
    .means = لم تسمح بذلك أنت أو لم يسمح به المتصفح.
    .todo = اسمح لهذه الصفحة باستخدام الكاميرا من إعدادات المتصفح، أو التقط صورة للرمز وأفلِتها هنا.
code-camera-missing = لم يُعثر على كاميرا.
    .means = ليس في الجهاز كاميرا، أو أنها مفصولة.
    .todo = التقط صورة للرمز بجهاز آخر وأفلِتها هنا.
code-camera-busy = لا يمكن استخدام الكاميرا الآن.
    .means = ربما يستخدمها برنامج آخر.
    .todo = أغلِق ذلك البرنامج، ثم حاول مجددًا.
code-truncated-file = ينتهي هذا الملف قبل أوانه ({ $detail }).
    .means = ضاع جزء منه أثناء النقل.
    .todo = نزّله أو اطلبه مجددًا.
code-damaged-file = هذا الملف تالف ({ $detail }).
    .means = لا يمكن قراءة الشارة التي فيه.
    .todo = نزّله أو اطلبه مجددًا.
code-svg-with-dtd = في هذا الرسم تعريفات خاصة به قد تخفي أشياء.
    .means = حرصًا على سلامتك، لا تُفتح مثل هذه الملفات.
    .todo = اطلب الشارة بصيغة PNG أو JSON.
code-inflates-too-far = في هذا الملف شيء يتضخم كثيرًا عند فك ضغطه ({ $detail }).
    .means = الشارات لا تفعل ذلك، أما الملفات المعدّة للإضرار فتفعله.
    .todo = لا تستخدم هذا الملف.
code-zip-empty = لا يوجد أي ملف في هذا الملف المضغوط ZIP.
    .means = لم يوضع فيه شيء، أو وُضعت فيه مجلدات فقط.
    .todo = اطلب الملفات من جديد.
code-zip-too-many = في ملف ZIP هذا ملفات كثيرة جدًا ({ $detail }).
    .means = يُنظر في 5000 ملف معًا على الأكثر.
    .todo = فُكّ ضغطه وأفلت الملفات على دفعات.
code-zip-too-deep = هذا ملف ZIP داخل ZIP داخل ZIP.
    .means = لا يُفتح إلا ملف ZIP واحد داخل آخر.
    .todo = فُكّ ضغطه وأفلت ما فيه.
code-zip-encrypted = يحتاج «{ $detail }» إلى كلمة مرور.
    .means = إنه مشفّر، فلا يمكن قراءة شيء منه هنا.
    .todo = فُكّ ضغطه بكلمة المرور وأفلت الملفات.
code-zip-unsupported = أُنشئ ملف ZIP هذا بطريقة لا تُقرأ هنا ({ $detail }).
    .means = هذا لا يدل على شيء بشأن الشارات التي فيه.
    .todo = فُكّ ضغطه ببرنامج آخر وأفلت الملفات.
code-not-utf8 = ليس هذا نصًا ولا صورة نعرفها ({ $detail }).
    .means = الملف من نوع آخر، أو تالف.
    .todo = اطلب الملف الأصلي.
code-too-deep = مستويات التداخل في هذا الملف أعمق مما في أي شارة ({ $detail }).
    .means = حرصًا على سلامتك، لا تُفتح مثل هذه الملفات.
    .todo = اطلب الملف الأصلي.
code-printed-object = يبدو هذا نصًا طبعه برنامج، لا ملف شارة.
    .means = علامات الاقتباس المفردة أو كلمات مثل None ليست من JSON.
    .todo = اطلب ملف JSON نفسه.
code-not-a-credential = هذا نص JSON، لكنه ليس شارة ({ $detail }).
    .means = ليست فيه أي من سمات الشارة أو الشهادة الرقمية.
    .todo = اطلب ملف الشارة.
code-link-to-page = على هذا الرابط صفحة ويب، لا شارة: { $detail }
    .means = صفحات الويب تعرض الشارات للناس، أما الشارة نفسها فملف.
    .todo = افتح الرابط ونزّل الشارة منه، ثم أفلِت الملف هنا.
code-only-a-link = هذا رابط، وليس شارة: { $detail }
    .means = أُضيفت عدة أشياء معًا، فلم تُفتح الروابط التي بينها.
    .todo = الصق الرابط وحده، أو افتحه ونزّل الشارة ثم أفلِت الملف هنا.
code-not-to-standard = لا تلتزم بالمواصفة التزامًا تامًا: { $detail }.
    .means = ليس هذا علامة على التزوير.
    .todo = لا يلزمك فعل شيء.
code-not-covered = العنصر «{ $detail }» لا يشمله التوقيع.
    .means = هذه ثغرة معروفة في المواصفة، ولم يُبنَ عليها أي حكم هنا.
    .todo = لا تعتمد على هذه الجزئية بعينها.
code-partly-shown = اختار الحامل إظهار جزء من هذه الشارة.
    .means = ما يظهر موقَّع. وقد يقول ما لم يظهر أكثر من ذلك.
    .todo = إن افتقدتَ شيئًا، فاطلب من الشخص الشارة كاملة.
code-other-proof-failed = عليها توقيع آخر ({ $detail }) لا يطابقها.
    .means = يكفي توقيع سليم واحد، وهذا لا يضيف شيئًا.
    .todo = لا يلزمك فعل شيء.
code-other-proof-unknown = عليها توقيع آخر ({ $detail }) تعذّر التحقق منه.
    .means = يكفي توقيع سليم واحد، وهذا لا يضيف شيئًا.
    .todo = لا يلزمك فعل شيء.
code-earlier-context = وُقّعت بطبعة سابقة من مفردات المواصفة ({ $detail }).
    .means = كل الطبعات نصوص عامة من المواصفة.
    .todo = لا يلزمك فعل شيء.
code-compressed = الشارة مضغوطة بطريقة تمنعها المواصفة ({ $detail }).
    .means = أمكنت قراءتها رغم ذلك.
    .todo = لا يلزمك فعل شيء.
code-several-badges = في الصورة أكثر من شارة، ولم يجرِ التحقق إلا من الأولى.
    .means = ربما أضاف طرف آخر شارة ثانية.
    .todo = اطلب الملف الأصلي عند الشك.
code-wrong-checksum = المجموع الاختباري للشارة غير صحيح ({ $detail }).
    .means = حدث خلل أثناء النقل، والتوقيع هو ما يبيّن إن كان قد تغيّر شيء.
    .todo = لا يلزمك فعل شيء.
code-legacy-baking = أُدرجت الشارة في الصورة بطريقة قديمة ({ $detail }).
    .means = أمكنت قراءتها رغم ذلك.
    .todo = لا يلزمك فعل شيء.
code-pdf-signature = ملف PDF نفسه موقَّع أيضًا، ولم يجرِ التحقق من ذلك التوقيع.
    .means = ما يجري التحقق منه هنا هو الشارة التي في الداخل، لا ملف PDF الذي يحملها.
    .todo = للتحقق من توقيع ملف PDF نفسه، افتحه في قارئ PDF يدعم ذلك.
code-no-time-zone = التاريخ «{ $detail }» بلا منطقة زمنية، فقُرئ على أنه بتوقيت UTC.
    .means = قد يكون الفرق بضع ساعات.
    .todo = لا يلزمك فعل شيء.
code-signed-in-future = تاريخ التوقيع يقع في المستقبل ({ $detail }).
    .means = كانت إحدى الساعتين غير صحيحة، هنا أو هناك.
    .todo = راجِع ساعة هذا الجهاز.
code-unusual-key-name = سُمّي المفتاح بطريقة غير معتادة ({ $detail }).
    .means = أمكن العثور عليه رغم ذلك.
    .todo = لا يلزمك فعل شيء.
code-key-on-issuers-site = المفتاح موجود على موقع الجهة المُصدِرة، لا في مستندها الخاص.
    .means = هذا أضعف قليلًا، وهو شائع.
    .todo = لا يلزمك فعل شيء.
code-short-status-list = قائمة الشارات المسحوبة أقصر مما تطلبه المواصفة ({ $detail }).
    .means = قد يخمّن أحد صاحب الشارة التي يُستعلم عنها.
    .todo = لا يلزمك فعل شيء.
code-status-list-without-prefix = ينقص قائمة الشارات المسحوبة حرف في أولها.
    .means = أمكنت قراءتها رغم ذلك.
    .todo = لا يلزمك فعل شيء.
code-status-list-of-other = قائمة الشارات المسحوبة تنشرها جهة أخرى: { $detail }.
    .means = الشارة الموقَّعة تشير إليها، فهذا ما أرادته الجهة المُصدِرة.
    .todo = لا يلزمك فعل شيء.
code-status-list-other-address = تسمّي قائمة الشارات المسحوبة نفسها: { $detail }.
    .means = عُثر عليها حيث تقول الشارة الموقَّعة إنها موجودة.
    .todo = لا يلزمك فعل شيء.
code-refresh-of-other = ما قدّمته الجهة المُصدِرة على أنه إصدار أحدث ليس كذلك ({ $detail }).
    .means = يُحكم على الشارة التي لديك كما هي.
    .todo = لا يلزمك فعل شيء.
code-newer-version = لدى الجهة المُصدِرة إصدار أحدث من هذه الشارة.
    .means = لا يمسّ ذلك الشارة التي لديك.
    .todo = اطلب من الشخص الإصدار الأحدث.
code-status-message = تركت الجهة المُصدِرة رسالة عن هذه الشارة ({ $detail }).
    .means = لا تغيّر النتيجة.
    .todo = اسأل الجهة المُصدِرة عن معناها.
code-weak-hash = أُخفي العنوان بطريقة قديمة ({ $detail }).
    .means = تخمينه أسهل قليلًا مما ينبغي.
    .todo = لا يلزمك فعل شيء.
code-recipient-loosely = لم يتطابق العنوان إلا بالحروف الصغيرة أو دون مسافات.
    .means = هو العنوان نفسه.
    .todo = لا يلزمك فعل شيء.
code-hashlink-not-checked = ذُكرت صورة مع بصمتها، ولم يجرِ الاطلاع عليها ({ $detail }).
    .means = لا يُعرف إن كانت الصورة هي التي وُقّعت، ولا يؤثر ذلك في النتيجة.
    .todo = لا يلزمك فعل شيء.
code-nested-too-deep = المحتوى الداخلي متداخل في مستويات كثيرة، ولم يجرِ الاطلاع عليه ({ $detail }).
    .means = قد يضم السجل سجلات أخرى، ويتوقف التحقق بعد بضعة مستويات حتى لا يشغل أي ملف هذه الصفحة بلا نهاية.
    .todo = اطلب الشارات الداخلية في ملفات منفصلة.
code-left-out = يضم هذا الملف شارات وتزكيات أكثر مما يُطَّلع عليه؛ وما لم يُطَّلع عليه: { $detail }.
    .means = يُطَّلع على مئتين من كل ملف، حتى لا يشغل أي ملف هذه الصفحة بلا نهاية. وقد يكون بين ما لم يُطَّلع عليه ما أُلغي.
    .todo = اطلبها في عدة ملفات.
code-only-fits = لا يدل على قيمتها سوى تثبيتها.
    .means = يستطيع أي شخص إعداد ملف تتوافق أجزاؤه فيما بينها.
    .todo = تحقّق من التثبيت.
code-member-unsigned = بالداخل شارة بلا توقيع خاص بها ({ $detail }).
    .means = لا يقول إنها مُنحت سوى من جمع السجل.
    .todo = اسأل الجهة المُصدِرة لتلك الشارة.
code-member-of-other = بالداخل شارة مُنحت لشخص آخر ({ $detail }).
    .means = السجل يخص شخصًا واحدًا، وتلك الشارة تذكر شخصًا غيره.
    .todo = اسأل الشخص الذي يعرضه.
code-recipient-by-name = ما تطابق هو اسم.
    .means = قد يحمل الاسم نفسه أشخاص كثيرون.
    .todo = قارِن عنوان بريد إلكتروني للتأكد.
code-not-checked = العنصر «{ $detail }» موجود ولم يجرِ التحقق منه.
    .means = لا يتحقق منه هذا الإصدار من Proofmark، ولا يؤثر ذلك في النتيجة.
    .todo = لا يلزمك فعل شيء.
