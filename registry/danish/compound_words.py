"""What compounds are made of, where frequencies alone don't tell: heads, first parts, and words that are no compounds.

The heads are those of the field (places, people, activities, needs, time), so that "svømmehold" comes apart though
nobody ever counted it. The last list was made by reading what would have come apart among thirty thousand words.
"""

from __future__ import annotations

from registry.danish.text import word_set

#: Last parts, in their basic form; their inflections are last parts too.
HEADS = word_set(
    """
    adfærd adgang afdeling aflastning aflastningsfamilie aften aktivitet ambulance anfald angst ansvarlig
    arbejde arrangement astronomi attest baby babysitter badminton bakke band bane banko barn basketball beboer
    bedsteforælder behandling behov bestyrelse besøg betaling bevægelse bibliotek bil billet bingo biologi blad
    bog bold bolig boligforening bord borger brand brev bror brud bruger bræt brætspil brød bus butik bygger
    byggeri bygning båd bål bælte bøger børnehave børnepasning cafe café camp center chef cirkel cirkus coaching
    computer computerspil cup cykel cykling dag dagbog dagpleje dagtilbud dame dans deltager demokrati design
    disk dragt drama dreng dyne dyr dyrepasning dyreværn dødsfald dør eftermiddag efterskole eksamen ekskursion
    eksperiment elev elevator energi ensomhed esport eventyr evne fabrik fag familie far farve ferie fest
    festival figur film fisk fiskeri flok flygtning fod fodbold folkeskole fordybelse forebyggelse foredrag
    forening forestilling forløb form formand formiddag forsamling forstyrrelse forståelse forsøg fortælling
    forælder foto fravær frikadelle friskole fritid frivillig frugt fugl fysik fælde fællesskab færge følelse
    følge gebyr glæde golf gruppe grød grøntsag guide guitar gulv gymnastik gård gæst hal handicap hav have havn
    herre hest historie hjelm hjem hjerne hjerte hjælp hjælpelærer hjælpemiddel hjælper hold hospital hud hund
    hus hverdag hygge hylde hytte hånd håndbold håndværk hår højskole hørelse idræt ild indsats industri
    indvandrer inklusion institution instruktør instrument integration interesse jagt job jord junior kage kaj
    kajak kamera kammerat kamp kanin kano kasse kat kemi keramik kirke klasse klatring klaver klub knallert kniv
    kode kommune kommunikation koncert konstruktion konsulent kontakt kontingent koordinator kor korps kort
    kostume krop kugle kultur kunst kursus kurv kvarter kvinde køb køkken laboratorium lavning leder ledsager
    leg lege legeplads lejr lektie liv loft lokale lommepenge lotteri lov lyd lys lyst læge lære lærer læring
    lærling læsning løb mad madlavning makker maleri mand mark marked maske maskine massage matematik materiale
    medarbejder medlem mentor mester mesterskab middel misbrug mobning modersmål modul mor morgen motor motorik
    museum musik muskel mål måltid måned mælk møde nabo natur naturskole nedsættelse net netværk niveau note
    nøgle omklædning område opdagelse opgang ophør oplevelse oplæg opskrift optagelse ord orden ordning orkester
    overgang papir park parlament partner pas pasning pasningsordning patrulje pause penge periode person
    personale pige plads plan plante pleje plejefamilie plejehjem plejer plejerske politi pose praktik pris
    privatskole problem program projekt prøve prøvehold psykolog pårørende pædagog quiz rampe ramt redning regel
    regning regnskab rejse rettighed ridning robot rolle rollespil rulle rum rundvisning rutine rytmik råd
    rådgiver rådgivning sal salg samfund samling samtale samvær sang sans scene scooter sejl sejlads seng senior
    serie service show side skab skak skate skater skema ski skib skilsmisse sko skole skov skrivning skur
    skydning skærm skøjte sminke sorg spejder spil spiller spisning sport sprog spørgsmål stald start stativ
    stemme sten sti stige stjerne stol strand stress struktur student stue stævne støtte sundhed suppe svar
    svend svømning sygdom sygeplejerske syn sæson sø søskende søster søvn tab tale tandlæge tanke taske team
    teater teaterhold teenager tegning tegnsprog teknik teknologi tennis terapeut terapi tid tilbud tillid
    tilskud tilvænning time tjeneste tog tovværk traktor trappe trin trivsel tromme tryghed trylleri tråd træ
    træner træning tumling tur turnering turnus tårn tøj tørrer uddannelse udflugt udfoldelse udfordring
    udstilling udstyr udvalg udvikling uge undervisning undervisningshold ung ungdomsskole vagt valg vand
    vandring vanskelighed vej vejleder vejledning velvære ven venskab vest videnskab video vindue virksomhed
    volleyball vrede vuggestue væg vægring værd værelse værk værksted værktøj vært værtinde weekend workshop
    yoga år årgang ældre økonomi økse øvelse
    """
)

#: First parts that no text has by themselves, or that few have.
FIRST_PARTS = word_set(
    """
    adoptiv agility aikido alpaka banko basket beatbox biavler blokfløjte breakdance bueskytte capoeira cello
    cheer coding cosplay crossfit discgolf disco disko dressur drone expat filt filte fitness floorball folke
    frisbee fuglekigger fægte gamer gaming garn gede gokart gospel harmonika honning hundetrænings hytteby hækle
    højtlæsnings høne høvdinge indlæring indskoling islænder judo jule kalligrafi kalve kanine karate keyboard
    komponist krea krolf larp lego lektie lerdue ludo mande manga maxi meccano medborger mellemtrin mesterlære
    midi midter mikado mikro minigolf mobbe modelfly motocross motorik ordblinde origami padel parkour perle
    petanque pilates pileflet pilt podcast poder pokemon pony puslinge rafting raket rideterapi roverspejder
    rytmik salme salsa samba sangskriver sanse saxofon shelter skate skater skydning skytte slagtøjs slime
    smykke snorkel somalisk sparring specialskole spejder strikke sushi svampe taekwondo talblinde tango tekstil
    terning tilflytter tosprogede trampolin trille trompet tumbling tumle tyngde udskoling ukrainsk ukulele
    ultimate ulveunge urte vandski vegetar venne violin vlog volley voltigering væbner væve vævning wakeboard
    warhammer windsurf zumba
    """
)

#: First parts of three letters or less: so many short words are in the lists of frequencies that only these are taken.
SHORT_FIRST_PARTS = word_set(
    """
    arm bad bag bal bar ben bi bil bio bog bro bud bue bus by båd bål bær dag dam del dug dyr dåb død dør edb el
    eng fad fag far fem fin fly fod fri fru frø fyr får fæl fød gas ged grå gul gys gær gæs hat hav hel hi hjem
    hud hul hus hår hø høj hør ide idé ild is it job jod jul kaj kat klo ko kok kop kor kul kur kø køb køl køn
    lag lak lam led leg lej ler let lim lin liv lov lus lyd lyn lys lås læ læs løb løg løn mad mel mor mur mus
    mål nat net nål nød ord orm ost ovn par pas pc pig pil pop pub rap rav reb ren ret ris ro rod rov rug rum
    ryg råd ræv rød rør sag sal sav sex ski sko sky sne sok sol spa sti sy syd syg syn syv sø sød søm søn tab
    tag tal te tid to tog top tov tre tro træ tur tv tå tæt tø tøj tør ude uge uld ulv ung ur urt vat vej ven
    vin våd å ånd år æg øde øje øko øl øre øst
    """
)

#: What stands first in derived words, which aren't compounds: "undervisning", "forening", "tilmelding".
PREFIXES = word_set(
    """
    ad af alt an anti at auto be bio bort da de dem den der deres des det dig din dine dis du efter eks eller en
    end ene er et ex for foran fore forud fra frem før gen gennem geo ham han hans har hen hun hvad hvem hver
    hvis hyper i igen igennem ikke imod ind inde inden indenfor ingen inter intet jeg kan kilo kon kontra makro
    man mange med mega meget mel men mere mest meta mig mikro min mine mis mit mod modsat mono ned nede nedenfor
    når også om omkring op oppe os ovenfor over overfor para per poly pre pro pseudo på re rund sam samt selve
    semi sig sin sine sit skal som sub så tele til tilbage trans tværs u ud uden udenfor ultra und under van var
    ved vel vi vid videre vil være
    """
)

#: What stands last in derived and inflected words: "fællesskab", "ensomhed", "svømning".
SUFFIXES = word_set(
    """
    agtig agtige anten anter at aten ater bar bare berg burg den der deri des det ding dom ede elle elles else
    elser en ende ene enes ens er ere eri erier eriet ering eringer erne ernes este et ets even fuld fulde fuldt
    gjorde gjort gjorte har hed heden heder hederne hen her inde inden inder inderne ing ingen inger ingerne
    iserede iserer iseret isering iseringen isk iske isme ist ister istisk kende kender kendes kendt kendte lig
    lige ligere lighed lighederne ligst ligste ligt ling linger lund læs løs løse løst man maner manisk men ment
    menter mer mere mest mig min mæssig mæssige mæssigt nes ning ningen ninger ningerne nis rende rene rener rer
    res rig rige rigt ring ringe ringen ringer ringerne risk riske rives ryder sel sen sende ser ses set sign
    sion sioner skab skaber skaberne skabet skel skelig skellig skønnede skønnet sler sløs som somme somt ste
    sten ster stes sund te tede ter tere teri tes tet tids tion tioner uer ver ves vis vist værdig værdige
    værdigt
    """
)

#: Words that would come apart and mustn't: they only look like compounds, or mean something of their own.
NEVER = word_set(
    """
    aarhus advokat aftale aktiv alexandre alletiders analyse analysere anerkende angreb ansætte arbejde
    arbejdstilsynet arrangere artikel baby badminton bagatel ballade bambus basketball bedøvelse begreb begribe
    bestilling betale bristol butler caroline centre centrum chokolade dagligdags danmark deadline defensiv
    derimod direktør disneyland doktor eftermiddag eksklusiv england enterprise ergoterapeut estland facebook
    faktor fartøj farvand fiasko finland fodbold forening formiddag fortale forældre fredag fredensborg
    frederikshavn fremad fritid futsal fysioterapeut fællesnævner fællesskab gammeldags globus godkende grønland
    gunstig gymnastik halvanden halvvejs hammel hamster handler heldig herlev herværk hilsen hobby holdning
    holstebro hotline hverdag hvidovre håndbold hærværk indbetale indehaver indeværende indstilling intensiv
    irland island jordan jylland kamerat kammerat kammeratskab kandidat kaskade kastrup kendetegn klaustrofobi
    kloster koldbøtte koldskål kolerisk kollega kolleger kollegie kommando kompag kompas kontor kostume kostymer
    kreativ kultur kunstig kurdisk langvejs lederne legeme legende legoland letland ludomani lørdag madeleine
    madeline magnet manager mandag manifest marmelade maryland maskine massiv mathilde matros mester middag
    middel midler minister motor motorik motorisk musik måling måltid møgunge naiv nakskov nation natur
    naturvidenskab negativ nervøs netværk norden nordeuropa nordisk nykøbing nørrebro offensiv offline omtale
    online onsdag ordblind outline parade parkour partikel passiv pauline picture platform polen portion
    portland positiv postulat promenade psykoterapeut redesign register rektor ringkøbing ringsted rugby rusland
    samsung samtale selskab situation sjælland skilsmisse skotland soldat solsikke sommetider spejder spørgmål
    spørgsmål spørgsmålstegn standard station stativ stiftende stiftstidende stilling struktur supervision
    surprise søndag teenager telefax terapeut thailand tirsdag torsdag tortur tradition traktor transport
    tyskland udgjorde undervejs undervisning uniform varetage vedtage veninde venskab venstrefløj
    venstreorienteret venture vesterbro volleyball værtinde weekend åndsvag århus østerbro
    """
)
